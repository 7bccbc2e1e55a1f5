package dev.bluegreen.testkit.aws.internal.route53;

import dev.bluegreen.testkit.aws.internal.Xml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One record set, as it was sent.
 *
 * @param xml all of its fields
 */
public record RecordSet(Xml xml) {

    private static final String ELEMENT = "ResourceRecordSet";
    private static final long ALIAS_TTL = 60;
    private static final List<String> ROUTING = List.of(
            "Weight",
            "Failover",
            "Region",
            "GeoLocation",
            "GeoProximityLocation",
            "MultiValueAnswer",
            "CidrRoutingConfig");

    /**
     * Identity within its zone.
     *
     * @param name labels in reverse, by which Route 53 sorts
     * @param type its type
     * @param setIdentifier empty when it has none
     */
    public record RecordKey(String name, String type, String setIdentifier) implements Comparable<RecordKey> {

        private static final Comparator<RecordKey> ORDER = Comparator.comparing(RecordKey::name)
                .thenComparing(RecordKey::type)
                .thenComparing(RecordKey::setIdentifier);

        /** The key of a name as people write it. */
        public static RecordKey of(String name, String type, String setIdentifier) {
            List<String> labels = new ArrayList<>(List.of(normalized(name).split("\\.", -1)));
            Collections.reverse(labels);
            return new RecordKey(String.join(".", labels) + ".", type, setIdentifier);
        }

        @Override
        public int compareTo(RecordKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** A weighted record: a CNAME or an address with a TTL of 60 s. */
    public static RecordSet weighted(String name, String type, String setIdentifier, int weight, String value) {
        return new RecordSet(Xml.of(
                ELEMENT,
                Xml.text("Name", name),
                Xml.text("Type", type),
                Xml.text("SetIdentifier", setIdentifier),
                Xml.text("Weight", weight),
                Xml.text("TTL", ALIAS_TTL),
                Xml.of("ResourceRecords", Xml.of("ResourceRecord", Xml.text("Value", value)))));
    }

    /** One of a failover pair: a CNAME with a TTL of 60 s and a health check. */
    public static RecordSet failover(String name, String setIdentifier, String role, String value, String healthCheck) {
        return new RecordSet(Xml.of(
                ELEMENT,
                Xml.text("Name", name),
                Xml.text("Type", "CNAME"),
                Xml.text("SetIdentifier", setIdentifier),
                Xml.text("Failover", role),
                Xml.text("TTL", ALIAS_TTL),
                Xml.of("ResourceRecords", Xml.of("ResourceRecord", Xml.text("Value", value))),
                Xml.text("HealthCheckId", healthCheck)));
    }

    /** The same with another weight. */
    public RecordSet withWeight(int weight) {
        List<Xml> fields = xml.children().stream()
                .map(field -> field.name().equals("Weight") ? Xml.text("Weight", weight) : field)
                .toList();
        return new RecordSet(Xml.of(ELEMENT, fields));
    }

    /** Identity within its zone. */
    public RecordKey key() {
        return RecordKey.of(name(), type(), setIdentifier().orElse(""));
    }

    /** Its name, in lower case, without a dot at the end. */
    public String name() {
        return normalized(xml.childText("Name").orElse(""));
    }

    /** Its type. */
    public String type() {
        return xml.childText("Type").orElse("");
    }

    /** As it was sent. */
    public Optional<String> setIdentifier() {
        return xml.childText("SetIdentifier");
    }

    /** As it was sent. */
    public Optional<Integer> weight() {
        return xml.childText("Weight").map(Integer::valueOf);
    }

    /** As it was sent. */
    public Optional<String> failover() {
        return xml.childText("Failover");
    }

    Optional<String> healthCheck() {
        return xml.childText("HealthCheckId");
    }

    Optional<Xml> alias() {
        return xml.child("AliasTarget");
    }

    Optional<String> aliasName() {
        return alias().flatMap(alias -> alias.childText("DNSName")).map(RecordSet::normalized);
    }

    long ttl() {
        return xml.childText("TTL").map(Long::valueOf).orElse(ALIAS_TTL);
    }

    /** As it was sent. */
    public List<String> values() {
        return xml.all("ResourceRecords")
                .flatMap(list -> list.all("ResourceRecord"))
                .flatMap(one -> one.childText("Value").stream())
                .toList();
    }

    /** How its group shares queries: by the field that says so (Route 53 API, ResourceRecordSet), or {@code simple}. */
    String routing() {
        return ROUTING.stream()
                .filter(field -> xml.child(field).isPresent())
                .findFirst()
                .orElse("simple");
    }

    /** True if its group answers with several values at once. */
    boolean isMultiValue() {
        return routing().equals("MultiValueAnswer");
    }

    /** True if all fields are the same, in whatever order they came. */
    boolean hasSameValues(RecordSet other) {
        return sorted(xml).equals(sorted(other.xml));
    }

    private static String sorted(Xml element) {
        if (element.children().isEmpty()) {
            String text = element.name().equals("Name") ? normalized(element.text()) : element.text();
            return element.name() + "=" + text.strip();
        }
        return element.name()
                + element.children().stream().map(RecordSet::sorted).sorted().toList();
    }

    static String normalized(String name) {
        String plain = name.replace("\\052", "*").toLowerCase(Locale.ROOT);
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** As Route 53 lists it: with a dot at the end, and an escaped asterisk. */
    Xml listed() {
        List<Xml> fields = new ArrayList<>();
        fields.add(Xml.text("Name", name().replace("*", "\\052") + "."));
        xml.children().stream().filter(field -> !field.name().equals("Name")).forEach(fields::add);
        return Xml.of(ELEMENT, fields);
    }
}
