package dev.bluegreen.aws.alb;

import dev.bluegreen.model.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Other tools that manage a rule or listener, as shown by its tags or its load balancer's.
 *
 * @param router the rule or listener, whose tags are {@code own}
 * @param balancer its load balancer, whose tags are {@code outer}
 */
record Owners(String router, Map<String, String> own, String balancer, Map<String, String> outer) {

    /**
     * Tags the AWS Load Balancer Controller sets (its guides on Ingress, Service and Gateway), by its own name and by that of
     * EKS Auto Mode.
     */
    private static final List<String> CONTROLLER = List.of(
            "elbv2.k8s.aws/",
            "ingress.k8s.aws/",
            "service.k8s.aws/",
            "gateway.k8s.aws",
            "ingress.eks.amazonaws.com/",
            "service.eks.amazonaws.com/",
            "eks:eks-cluster-name");

    /** Tag of the cloud provider built into Kubernetes. */
    private static final String IN_TREE = "kubernetes.io/service-name";

    private static final String STACK = "aws:cloudformation:stack-name";

    List<Finding> findings() {
        return controller().or(this::provider).or(this::stack).or(this::terraform).stream()
                .toList();
    }

    private Optional<Finding> controller() {
        return tagged(tag -> CONTROLLER.stream().anyMatch(tag.getKey()::startsWith))
                .map(tag -> undone(tag + ": the AWS Load Balancer Controller manages it"));
    }

    private Optional<Finding> provider() {
        return tagged(tag -> tag.getKey().equals(IN_TREE))
                .map(tag -> undone(tag + ": the cloud provider of Kubernetes manages it for that Service"));
    }

    private static Finding undone(String sentence) {
        return Finding.fatal(
                "load-balancer-owned",
                sentence + ", and would undo writes made here",
                "move the weights in the annotation of its Ingress or Service instead, or use a load balancer that it does not"
                        + " manage");
    }

    private Optional<Finding> stack() {
        return tagged(tag -> tag.getKey().equals(STACK))
                .map(tag -> overwritten(
                        tag + ": the next update of that CloudFormation stack may write the actions of its template",
                        "leave the weights out of the template, or take over its value after each release"));
    }

    private Optional<Finding> terraform() {
        return tagged(tag -> (tag.getKey() + "=" + tag.getValue())
                        .toLowerCase(Locale.ROOT)
                        .contains("terraform"))
                .map(tag -> overwritten(
                        tag + ": the next terraform apply may write the actions of its configuration",
                        "put the actions under lifecycle { ignore_changes = [...] }"));
    }

    private static Finding overwritten(String sentence, String remedy) {
        return Finding.warning("route-managed-elsewhere", sentence, remedy);
    }

    /** The first tag of a kind and the resource it is on, as the start of a sentence. */
    private Optional<String> tagged(Predicate<Map.Entry<String, String>> kind) {
        return Stream.concat(first(router, own, kind), first(balancer, outer, kind))
                .findFirst();
    }

    private static Stream<String> first(
            String on, Map<String, String> tags, Predicate<Map.Entry<String, String>> kind) {
        return tags.entrySet().stream()
                .filter(kind)
                .sorted(Map.Entry.comparingByKey())
                .limit(1)
                .map(tag -> on + " has the tag " + tag.getKey() + "=" + tag.getValue());
    }
}
