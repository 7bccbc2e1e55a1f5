package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The number of targets that the AWS Load Balancer Controller registers in a target group at most; more pods are left out
 * without a word.
 *
 * @param source where it is set, for a person
 */
public record TargetLimit(int most, String source) {

    private static final String NAMESPACE = "kube-system";
    private static final String CONTROLLER = "aws-load-balancer-controller";
    private static final String FLAG = "--max-targets-per-target-group";

    /** As the controller's Deployment has it, or else as given; empty without a limit. */
    public static Optional<TargetLimit> of(Kube kube, OptionalInt given) {
        Optional<Deployment> controller = controller(kube);
        if (controller.isPresent()) {
            return set(controller.get()).stream()
                    .filter(most -> most > 0)
                    .mapToObj(most -> new TargetLimit(most, FLAG + " of Deployment " + NAMESPACE + "/" + CONTROLLER))
                    .findFirst();
        }
        return given.stream()
                .mapToObj(most -> new TargetLimit(most, "maxTargetsPerTargetGroup(" + most + ")"))
                .findFirst();
    }

    /** The optional permission to read it. */
    public static Permission permission() {
        return Permissions.ofController(NAMESPACE, CONTROLLER);
    }

    private static Optional<Deployment> controller(Kube kube) {
        try {
            return kube.ask(
                    new ApiCall("get", "apps", "deployments", CONTROLLER, NAMESPACE),
                    client -> client.apps()
                            .deployments()
                            .inNamespace(NAMESPACE)
                            .withName(CONTROLLER)
                            .get());
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The last one counts, as for the controller. */
    private static OptionalInt set(Deployment controller) {
        List<String> words = Fields.each(
                        controller.getSpec().getTemplate().getSpec().getContainers())
                .flatMap(container ->
                        Stream.concat(Fields.each(container.getCommand()), Fields.each(container.getArgs())))
                .toList();
        return IntStream.range(0, words.size())
                .mapToObj(place -> value(words, place))
                .filter(value -> value.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .reduce((first, second) -> second);
    }

    private static String value(List<String> words, int place) {
        String word = words.get(place);
        if (word.equals(FLAG)) {
            return place + 1 < words.size() ? words.get(place + 1) : "";
        }
        return word.startsWith(FLAG + "=") ? word.substring(FLAG.length() + 1) : "";
    }

    /** A finding about more pods than that. */
    public Optional<Finding> finding(String router, int pods) {
        return pods <= most
                ? Optional.empty()
                : Optional.of(Finding.fatal(
                        "too-many-targets",
                        router + " would have " + pods + " pods of both tracks as targets, and a target group takes "
                                + most + " (" + source + "): the others would be left out",
                        "raise the limit, or run fewer pods during the cutover"));
    }
}
