package dev.bluegreen.aws.route53;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Wording;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * TXT records in which ExternalDNS marks a record as its own; their names derive from the record's by its flags
 * {@code --txt-prefix}, {@code --txt-suffix} and {@code --txt-wildcard-replacement} (its guide on the TXT registry).
 */
record ExternalDnsRegistry(String prefix, String suffix, String wildcard) {

    private static final String HERITAGE = "heritage=external-dns";
    private static final int LONGEST = 200;
    private static final String TYPE = "%{record_type}";

    /** Characters of a DNS name, and the placeholder for the record type. */
    private static final Pattern AFFIX = Pattern.compile("(%\\{record_type}|[-A-Za-z0-9_.]){0,200}");

    static final ExternalDnsRegistry DEFAULT = new ExternalDnsRegistry("", "", "");

    ExternalDnsRegistry {
        require("prefix", prefix);
        require("suffix", suffix);
        require("wildcardReplacement", wildcard);
    }

    private static void require(String field, String text) {
        if (text == null || text.length() > LONGEST || !AFFIX.matcher(text).matches()) {
            throw new ConfigurationException("externalDnsNames." + field + ": " + Wording.quoted(text)
                    + "; give letters, digits, '-', '_', '.' and %{record_type}, or an empty text for none");
        }
    }

    /** All types: an alias to a load balancer is marked as cname by some versions, as a by others. */
    private static final List<String> TYPES = List.of("a", "aaaa", "cname", "https", "svcb");

    Optional<Finding> owner(RecordApi api, RecordGroup group) {
        Stream<ResourceRecordSet> here = group.sets().stream().filter(set -> set.type() == RRType.TXT);
        List<ResourceRecordSet> beside = api.texts(names(group.name()));
        return Stream.concat(here, beside.stream())
                .filter(set -> Fence.value(set).contains(HERITAGE))
                .findFirst()
                .map(set -> owned(group.name(), set))
                .or(() -> beside.stream().findFirst().map(set -> unreadable(group.name(), set)));
    }

    /** All registry names that its versions and flags produce for a name. */
    private Set<String> names(String name) {
        Set<String> names = new LinkedHashSet<>();
        for (ExternalDnsRegistry flags : List.of(this, DEFAULT)) {
            TYPES.forEach(type -> names.add(flags.nameOf(name, type)));
            names.add(flags.old(name));
        }
        names.remove(name);
        return names;
    }

    private String nameOf(String name, String type) {
        boolean named = prefix.contains(TYPE) || suffix.contains(TYPE);
        return joined(name, prefix.replace(TYPE, type) + (named ? "" : type + "-"), suffix.replace(TYPE, type));
    }

    /** Name without the type, as in its first registry format. */
    private String old(String name) {
        return joined(name, prefix.replace(TYPE, ""), suffix.replace(TYPE, ""));
    }

    private String joined(String name, String before, String after) {
        List<String> parts = new ArrayList<>(List.of(name.split("\\.", 2)));
        String first = parts.get(0).equals("*") && !wildcard.isEmpty() ? wildcard : parts.get(0);
        String rest = parts.size() == 1 ? "" : "." + parts.get(1);
        return (before + first + after + rest).toLowerCase(Locale.ROOT);
    }

    private static Finding owned(String name, ResourceRecordSet set) {
        return Finding.fatal(
                "dns-owned-by-external-dns",
                name + " is managed by ExternalDNS, as its TXT record " + DnsNames.normalized(set.name())
                        + " says: it would undo the move within minutes",
                "move it through ExternalDNS, or stop ExternalDNS from managing the record; to try anyway, lower this finding"
                        + " with .severity(...)");
    }

    /** With {@code --txt-encrypt-enabled} only the name is readable. */
    private static Finding unreadable(String name, ResourceRecordSet set) {
        return Finding.warning(
                "dns-owner-unreadable",
                name + " may be managed by ExternalDNS: its TXT record " + DnsNames.normalized(set.name())
                        + " has the name of a registry entry, and its content cannot be read",
                "check whether ExternalDNS manages the record with an encrypted registry");
    }
}
