package dev.bluegreen.fabric8.internal.dns;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The records of one name in a DNSEndpoint. */
record Records(String router, GenericKubernetesResource object, String name) {

    static final String WEIGHT = "aws/weight";
    static final String FAILOVER = "aws/failover";

    static final String HEALTH_CHECK = "aws/health-check-id";
    private static final String EVALUATE = "aws/evaluate-target-health";

    /** What ExternalDNS writes on AWS where no TTL is given. */
    private static final long DEFAULT_TTL = 300;

    /** An alias has the TTL of its target, which is 60 s for a load balancer. */
    private static final long ALIAS_TTL = 60;

    /**
     * Names for which ExternalDNS makes an alias in place of a CNAME, unless it has the flag {@code --aws-prefer-cname}
     * (provider/aws/aws.go, canonicalHostedZones): load balancers, Global Accelerator, CloudFront, VPC endpoints, API Gateway.
     */
    private static final Pattern OF_AWS = Pattern.compile(".*\\.(elb\\.[a-z0-9.-]*amazonaws\\.com(\\.cn)?"
            + "|awsglobalaccelerator\\.com|cloudfront\\.net|[a-z0-9-]+\\.vpce\\.amazonaws\\.com"
            + "|execute-api\\.[a-z0-9-]+\\.amazonaws\\.com)");

    /** The property {@code alias} makes one of a CNAME for addresses of both families, or of one. */
    private static final Set<String> ALIASES = Set.of("true", "A", "AAAA");

    private static final Map<String, Pattern> ADDRESSES =
            Map.of("A", Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}"), "AAAA", Pattern.compile("[0-9a-f]*:[0-9a-f:.]*"));

    /**
     * One record.
     *
     * @param index its place in {@code spec.endpoints}
     * @param id its set identifier
     */
    record Entry(int index, String type, String id, List<String> targets, Object tree) {

        String path() {
            return "/spec/endpoints/" + index;
        }

        String shown() {
            return type + " '" + id + "'";
        }

        Optional<String> property(String key) {
            return properties()
                    .filter(each -> Fields.text(each, "name").equals(key))
                    .map(each -> Fields.text(each, "value"))
                    .findFirst();
        }

        Stream<?> properties() {
            return Fields.list(tree, "providerSpecific");
        }

        OptionalInt place(String key) {
            List<?> all = properties().toList();
            return IntStream.range(0, all.size())
                    .filter(index -> Fields.text(all.get(index), "name").equals(key))
                    .findFirst();
        }

        long ttl() {
            long given = Fields.at(tree, "recordTTL")
                    .filter(Number.class::isInstance)
                    .map(ttl -> ((Number) ttl).longValue())
                    .orElse(0L);
            return isAlias() ? ALIAS_TTL : given > 0 ? given : DEFAULT_TTL;
        }

        /** True if Route 53 may take its target for unhealthy, and answer with another record. */
        boolean mayBeUnhealthy() {
            return isChecked() || (isAlias() && !property(EVALUATE).equals(Optional.of("false")));
        }

        boolean isChecked() {
            return property(HEALTH_CHECK).filter(id -> !id.isEmpty()).isPresent();
        }

        /** Of a CNAME the property decides, or else its first target; of other types only the property. */
        boolean isAlias() {
            Optional<String> told = property("alias").filter(value -> ALIASES.contains(value) || value.equals("false"));
            return type.equals("CNAME")
                    ? told.map(ALIASES::contains)
                            .orElseGet(() -> targets.stream()
                                    .limit(1)
                                    .anyMatch(target -> OF_AWS.matcher(target).matches()))
                    : told.equals(Optional.of("true"));
        }

        /** True if a target is written with a dot at the end, as in zone files. */
        boolean isDotted() {
            return Fields.list(tree, "targets")
                    .anyMatch(target -> String.valueOf(target).endsWith("."));
        }

        /** True if it is for addresses, and has other targets. */
        boolean lacksAddresses() {
            return !isAlias()
                    && Optional.ofNullable(ADDRESSES.get(type))
                            .filter(address -> !targets.stream()
                                    .allMatch(target -> address.matcher(target).matches()))
                            .isPresent();
        }
    }

    /**
     * All records of the name, in order.
     *
     * @throws PlatformException with {@code INVALID} if there is none
     */
    List<Entry> entries() {
        List<?> endpoints = Fields.list(object.getAdditionalProperties(), "spec", "endpoints")
                .toList();
        List<Entry> all = IntStream.range(0, endpoints.size())
                .filter(index ->
                        normalized(Fields.text(endpoints.get(index), "dnsName")).equals(name))
                .mapToObj(index -> entry(index, endpoints.get(index)))
                .toList();
        if (all.isEmpty()) {
            throw invalid("spec.endpoints has no record of " + name + "; there are: "
                    + endpoints.stream()
                            .map(each -> Fields.text(each, "dnsName"))
                            .distinct()
                            .toList());
        }
        return all;
    }

    private static Entry entry(int index, Object tree) {
        return new Entry(
                index,
                Fields.text(tree, "recordType"),
                Fields.text(tree, "setIdentifier"),
                Fields.list(tree, "targets")
                        .map(target -> normalized(String.valueOf(target)))
                        .toList(),
                tree);
    }

    PlatformException invalid(String what) {
        return new PlatformException(PlatformException.Kind.INVALID, router + ": " + what);
    }

    /** Lower case, without a dot at the end. */
    static String normalized(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
