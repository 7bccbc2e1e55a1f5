package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Application of Argo CD that an object belongs to, as the object names it, and whether it leaves a field alone.
 *
 * @param namespace of the Application: {@code argocd} unless the object names another one
 */
record ArgoApplication(String namespace, String name) {

    private static final String GROUP = Permissions.ARGO;
    private static final String RESOURCE = "applications";
    private static final String HOME = "argocd";
    private static final String TRACKING = "argocd.argoproj.io/tracking-id";
    private static final List<String> INSTANCE = List.of("argocd.argoproj.io/instance", "app.kubernetes.io/instance");

    /** By the tracking annotation {@code <application>:<group>/<kind>:<namespace>/<name>}, or the label of an instance. */
    static Optional<ArgoApplication> of(HasMetadata object) {
        Optional<String> tracked = Optional.ofNullable(
                        Fields.annotations(object).get(TRACKING))
                .filter(id -> id.contains(":"))
                .map(id -> id.substring(0, id.indexOf(':')));
        return tracked.or(() -> INSTANCE.stream()
                        .flatMap(key -> Stream.ofNullable(Fields.labels(object).get(key)))
                        .findFirst())
                .filter(full -> full.matches("([a-z0-9.-]+_)?[a-z0-9.-]+"))
                .map(ArgoApplication::named);
    }

    /** An Application outside of Argo CD's own namespace has that before its name. */
    private static ArgoApplication named(String full) {
        int end = full.indexOf('_');
        return end < 0
                ? new ArgoApplication(HOME, full)
                : new ArgoApplication(full.substring(0, end), full.substring(end + 1));
    }

    /**
     * What it does about a field of an object that it manages.
     *
     * @param begins the object and its tool, as the start of a sentence
     * @param what the field, such as {@code its selector}
     * @param advice the remedy
     */
    Finding finding(Kube kube, HasMetadata object, ManagedField field, String begins, String what, String advice) {
        try {
            return application(kube)
                    .map(read -> judged(read, object, field, begins + "; " + shown(), what, advice))
                    .orElseGet(() -> unread(begins, what, "is not there", advice));
        } catch (PlatformException e) {
            return unread(begins, what, "could not be read: " + e.getMessage(), advice);
        }
    }

    private Optional<Map<?, ?>> application(Kube kube) {
        String path = "/apis/" + GROUP + "/v1alpha1/namespaces/" + namespace + "/" + RESOURCE + "/" + name;
        return kube.ask(new ApiCall("get", GROUP, RESOURCE, name, namespace), client -> client.raw(path))
                .flatMap(kube::parse);
    }

    /** The permission to read it. */
    Permission permission() {
        return Permissions.ofApplication(namespace, name);
    }

    private Finding unread(String begins, String what, String why, String advice) {
        return warning(
                begins + ", which may revert " + what + " to its manifest; " + shown()
                        + ", which says whether it does, " + why,
                advice);
    }

    private static Finding judged(
            Map<?, ?> application, HasMetadata object, ManagedField field, String begins, String what, String advice) {
        boolean isIgnored =
                list(application, "spec", "ignoreDifferences").anyMatch(entry -> covers(entry, object, field));
        boolean isRespected = list(application, "spec", "syncPolicy", "syncOptions")
                .anyMatch("RespectIgnoreDifferences=true"::equals);
        if (isIgnored && isRespected) {
            return Finding.info(
                    "managed-by-argocd", begins + " leaves " + what + " alone by ignoreDifferences", "nothing to do");
        }
        boolean heals = Fields.at(application, "spec", "syncPolicy", "automated", "selfHeal")
                .filter(Boolean.TRUE::equals)
                .isPresent();
        if (isIgnored) {
            return warning(
                    begins + " ignores differences of " + what
                            + ", but lacks RespectIgnoreDifferences=true: its next sync reverts them",
                    advice);
        }
        return warning(
                begins
                        + (heals
                                ? " has selfHeal, and reverts " + what + " within minutes"
                                : " reverts " + what + " at its next sync"),
                advice);
    }

    private static Finding warning(String sentence, String advice) {
        return Finding.warning("managed-by-argocd", sentence, advice);
    }

    private String shown() {
        return "Application " + namespace + "/" + name;
    }

    private static boolean covers(Object entry, HasMetadata object, ManagedField field) {
        return isFor(entry, "group", group(object))
                && isFor(entry, "kind", field.kind())
                && isFor(entry, "name", object.getMetadata().getName())
                && isFor(entry, "namespace", object.getMetadata().getNamespace())
                && (list(entry, "jsonPointers").anyMatch(pointer -> field.isAtOrBelow(String.valueOf(pointer)))
                        || list(entry, "managedFieldsManagers").anyMatch(MetadataKeys.FIELD_MANAGER::equals)
                        || list(entry, "jqPathExpressions").anyMatch(path -> field.isJqPath(String.valueOf(path))));
    }

    /** What an entry leaves out stands for all. */
    private static boolean isFor(Object entry, String key, String value) {
        return Fields.at(entry, key)
                .map(String::valueOf)
                .filter(given -> !given.isEmpty() && !given.equals("*") && !given.equals(value))
                .isEmpty();
    }

    private static String group(HasMetadata object) {
        String version = object.getApiVersion();
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }

    private static Stream<?> list(Object tree, String... path) {
        return Fields.at(tree, path).filter(List.class::isInstance).stream()
                .flatMap(found -> ((List<?>) found).stream());
    }
}
