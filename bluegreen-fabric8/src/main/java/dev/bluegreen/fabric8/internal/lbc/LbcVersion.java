package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The version of the controller: as given, or as its chart labels the IngressClass of the controller.
 *
 * @param given such as {@code 3.5.0}
 */
public record LbcVersion(Kube kube, Optional<String> given) {

    /** A version: {@code 3.5.0}, {@code v3.5.0}. */
    public static final Pattern VERSION = Pattern.compile("v?(\\d{1,3})\\.(\\d{1,3})(?:\\..{0,40})?");

    private static final String LABEL = "app.kubernetes.io/version";

    /** First version in which the weight of an NLB's target group may be 0. */
    private static final int MAJOR = 3;

    private static final int MINOR = 4;

    List<Permission> permissions() {
        return given.isPresent() ? List.of() : Permissions.ofIngressClasses();
    }

    /** Finding for a controller that does not accept a weight of 0, or whose version is not known. */
    Optional<Finding> finding(String router) {
        Optional<String> version = given.or(this::found);
        if (version.isEmpty()) {
            return Optional.of(Finding.warning(
                    "controller-version-unknown",
                    router + ": the version of the AWS Load Balancer Controller is not known; before 3.4 it does not"
                            + " accept weight 0 for a Network Load Balancer",
                    "give it with controllerVersion(...)"));
        }
        return version.filter(LbcVersion::isTooOld)
                .map(old -> Finding.fatal(
                        "controller-too-old",
                        router + ": the AWS Load Balancer Controller has version " + old
                                + ", which does not accept weight 0 for a Network Load Balancer",
                        "update it to 3.4 or later"));
    }

    private static boolean isTooOld(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        return major < MAJOR || (major == MAJOR && Integer.parseInt(parts.group(2)) < MINOR);
    }

    private Optional<String> found() {
        return new IngressClasses(kube)
                .ofController()
                .flatMap(found -> Stream.ofNullable(Fields.labels(found).get(LABEL)))
                .filter(version -> VERSION.matcher(version).matches())
                .findFirst();
    }
}
