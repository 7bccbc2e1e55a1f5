package dev.bluegreen.testkit.aws.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters of a call in the query protocol: {@code Actions.member.1.Order=2} is member 1 of the list Actions.
 *
 * @param values by full name
 */
public record Form(Map<String, String> values) {

    private static final String MEMBER = ".member.";

    /** Copies the values. */
    public Form {
        values = Map.copyOf(values);
    }

    /** Reads the body of a request. */
    public static Form parse(String body) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Form(values);
    }

    /** The value of a name, if it was sent. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The value of a name.
     *
     * @throws AwsError {@code ValidationError} if it was not sent
     */
    public String require(String name) {
        return find(name).orElseThrow(() -> AwsError.sender(400, "ValidationError", name + " is missing"));
    }

    /**
     * The number of a name, if it was sent.
     *
     * @throws AwsError {@code ValidationError} if it is not a number
     */
    public Optional<Integer> number(String name) {
        return find(name).map(value -> numberOf(name, value));
    }

    /** Content of a structure, by the names after {@code name.}; empty when it was not sent. */
    public Form structure(String name) {
        return below(name + ".");
    }

    /** True if anything of a structure or list was sent. */
    public boolean has(String name) {
        return values.containsKey(name) || values.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
    }

    /** The members of a list of structures, in order. */
    public List<Form> members(String name) {
        return List.copyOf(membersByNumber(name).values());
    }

    /** The members of a list of plain values, in order. */
    public List<String> texts(String name) {
        return members(name).stream()
                .flatMap(member -> member.find("").stream())
                .toList();
    }

    /** The same as a tree: what is sent in a list or structure comes back as elements of the same names. */
    public Xml tree(String name) {
        Map<String, String> own = new LinkedHashMap<>();
        Set<String> below = new TreeSet<>();
        values.forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot < 0) {
                own.put(key, value);
            } else {
                below.add(key.substring(0, dot));
            }
        });
        List<Xml> children = new ArrayList<>();
        own.forEach((key, value) -> children.add(Xml.text(key, value)));
        below.forEach(
                key -> children.add(list(key).orElseGet(() -> structure(key).tree(key))));
        children.sort(Comparator.comparing(Xml::name));
        return Xml.of(name, children);
    }

    private Optional<Xml> list(String name) {
        if (values.keySet().stream().noneMatch(key -> key.startsWith(name + MEMBER))) {
            return Optional.empty();
        }
        return Optional.of(Xml.of(name, members(name).stream().map(Form::member).toList()));
    }

    private Xml member() {
        return find("").map(text -> Xml.text("member", text)).orElseGet(() -> tree("member"));
    }

    private SortedMap<Integer, Form> membersByNumber(String name) {
        SortedMap<Integer, Form> members = new TreeMap<>();
        String start = name + MEMBER;
        values.keySet().stream().filter(key -> key.startsWith(start)).forEach(key -> {
            String number = key.substring(start.length()).split("\\.", 2)[0];
            members.computeIfAbsent(numberOf(key, number), any -> member(start + number));
        });
        return members;
    }

    private Form member(String start) {
        Map<String, String> found = new LinkedHashMap<>(below(start + ".").values());
        find(start).ifPresent(value -> found.put("", value));
        return new Form(found);
    }

    private Form below(String start) {
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(start)) {
                found.put(key.substring(start.length()), value);
            }
        });
        return new Form(found);
    }

    private static int numberOf(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw AwsError.sender(400, "ValidationError", name + " '" + value + "' is not a number");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
