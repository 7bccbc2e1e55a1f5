package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The classes of Ingresses, which say what controller acts on one; none where they may not be listed. */
record IngressClasses(Kube kube) {

    /** pkg/ingress/class_loader.go of the controller. */
    private static final String CONTROLLER = "ingress.k8s.aws/alb";

    private static final Set<String> KNOWN = Set.of(CONTROLLER, "eks.amazonaws.com/alb");

    /** Comes before the field (pkg/ingress/group_loader.go). */
    private static final String ANNOTATION = "kubernetes.io/ingress.class";

    /** Those of the controller, other than in EKS Auto Mode. */
    Stream<IngressClass> ofController() {
        return all().filter(found -> controller(found).equals(CONTROLLER));
    }

    /** Finding for an Ingress whose class is of another controller; what has no class, or an unknown one, is let be. */
    Optional<Finding> elsewhere(String router, GenericKubernetesResource ingress) {
        return named(ingress)
                .flatMap(name -> all().filter(
                                found -> found.getMetadata().getName().equals(name))
                        .findFirst())
                .filter(found -> !KNOWN.contains(controller(found)))
                .map(found -> Finding.fatal(
                        "route-unattached",
                        router + " has the class " + found.getMetadata().getName() + " of the controller "
                                + controller(found) + ": the AWS Load Balancer Controller does not act on it",
                        "set spec.ingressClassName to a class of " + CONTROLLER
                                + ", or name the Ingress of the load balancer"));
    }

    private static Optional<String> named(GenericKubernetesResource ingress) {
        return Optional.ofNullable(Fields.annotations(ingress).get(ANNOTATION))
                .or(() -> Fields.at(ingress.getAdditionalProperties(), "spec", "ingressClassName")
                        .map(String::valueOf));
    }

    private static String controller(IngressClass found) {
        return found.getSpec() == null ? "" : String.valueOf(found.getSpec().getController());
    }

    private Stream<IngressClass> all() {
        try {
            return kube.listIfServed(IngressClass.class).stream();
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.FORBIDDEN) {
                return Stream.empty();
            }
            throw e;
        }
    }
}
