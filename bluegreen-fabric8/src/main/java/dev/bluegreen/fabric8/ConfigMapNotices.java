package dev.bluegreen.fabric8;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Permission;
import dev.bluegreen.spi.NamespaceNotices;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notices as ConfigMaps of the namespace, one request each. */
final class ConfigMapNotices implements NamespaceNotices {

    private final Kube kube;

    ConfigMapNotices(Kube kube) {
        this.kube = kube;
    }

    @Override
    public String describe(String name) {
        return "ConfigMap/" + name;
    }

    @Override
    public Optional<Map<String, String>> read(String name) {
        return kube.get(ConfigMap.class, name).map(ConfigMapNotices::entries);
    }

    /** Binary data is refused, as it cannot be a window. */
    private static Map<String, String> entries(ConfigMap notice) {
        Map<String, String> all = new HashMap<>(Fields.orEmpty(notice.getBinaryData()));
        all.putAll(Fields.orEmpty(notice.getData()));
        return all;
    }

    @Override
    public List<Permission> permissions(String name) {
        return Permissions.ofNotice(name);
    }
}
