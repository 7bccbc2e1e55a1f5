package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One object of a YAML stream. Its fields may be secret, so no message shows them.
 *
 * @param line its first line in the stream, from 1
 */
record ManifestDocument(int line, Map<?, ?> tree) {

    private static final Pattern SEPARATOR = Pattern.compile("---(?:\\s.*)?");
    private static final Pattern PLACE = Pattern.compile("line:? ([0-9]+), column:? ([0-9]+)");

    /** @throws PlatformException with {@code INVALID} naming the line, if it is not a stream of Kubernetes objects */
    static List<ManifestDocument> read(KubernetesSerialization yaml, String text) {
        List<ManifestDocument> documents = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int begin = 0;
        for (int line = 0; line <= lines.size(); line++) {
            if (line == lines.size() || SEPARATOR.matcher(lines.get(line)).matches()) {
                read(yaml, lines.subList(begin, line), begin).ifPresent(documents::add);
                begin = line + 1;
            }
        }
        return documents;
    }

    private static Optional<ManifestDocument> read(KubernetesSerialization yaml, List<String> lines, int before) {
        Optional<String> first = lines.stream().filter(ManifestDocument::says).findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        int line = before + lines.indexOf(first.get()) + 1;
        Object tree = parse(yaml, lines, before, line);
        if (!(tree instanceof Map<?, ?> object)) {
            throw invalid(line, "is not an object");
        }
        ManifestDocument document = new ManifestDocument(line, object);
        if (document.kind().isEmpty()
                || document.text("apiVersion").isEmpty()
                || document.name().isEmpty()) {
            throw invalid(line, "lacks one of apiVersion, kind and metadata.name");
        }
        return Optional.of(document);
    }

    private static boolean says(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    /** Parses a document, preceded by as many empty lines, so that line numbers match the user's text. */
    private static Object parse(KubernetesSerialization yaml, List<String> lines, int before, int line) {
        try {
            return yaml.unmarshal("\n".repeat(before) + String.join("\n", lines) + "\n", Object.class);
        } catch (RuntimeException notYaml) {
            throw invalid(place(notYaml).orElse(line), "is not valid YAML");
        } catch (StackOverflowError tooDeep) {
            throw invalid(line, "is nested too deeply, or contains itself");
        }
    }

    /** The last line named in the parser's error; the text it quotes is left out. */
    private static Optional<Integer> place(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .map(cause -> PLACE.matcher(String.valueOf(cause.getMessage())))
                .flatMap(Matcher::results)
                .reduce((one, later) -> later)
                .map(found -> Integer.valueOf(found.group(1)));
    }

    PlatformException invalid(String why) {
        return invalid(line, why);
    }

    private static PlatformException invalid(int line, String why) {
        return new PlatformException(
                PlatformException.Kind.INVALID, "manifest: line " + line + " " + why + "; correct it");
    }

    boolean isDeployment() {
        return kind().equals("Deployment") && text("apiVersion").startsWith("apps/");
    }

    String kind() {
        return text("kind");
    }

    String name() {
        return tree.get("metadata") instanceof Map<?, ?> metadata ? text(metadata, "name") : "";
    }

    private String text(String field) {
        return text(tree, field);
    }

    private static String text(Map<?, ?> map, String field) {
        return map.get(field) instanceof String text ? text : "";
    }

    /** {@code Service/checkout-svc}. */
    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
