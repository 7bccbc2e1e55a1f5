package dev.bluegreen.testkit.internal.yaml;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.testkit.internal.store.Trees;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads YAML, and JSON with it. */
public final class Yaml {

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---(?:[ \\t].*)?$");

    private Yaml() {}

    /**
     * Reads one document into a mutable tree.
     *
     * @throws ConfigurationException if it is not a YAML object
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String text) {
        Object parsed;
        try {
            parsed = Serialization.unmarshal(text, Object.class);
        } catch (RuntimeException e) {
            throw new ConfigurationException("not valid YAML: " + rootMessage(e) + "; correct it");
        } catch (StackOverflowError tooDeep) {
            throw new ConfigurationException("not valid YAML: something is in itself, or too deep; correct it");
        }
        if (!(parsed instanceof Map)) {
            throw new ConfigurationException("no YAML object: "
                    + Wording.quoted(text.strip().lines().findFirst().orElse(""))
                    + "; give one that begins with apiVersion and kind");
        }
        return Trees.copy(Trees.freeze((Map<String, Object>) parsed));
    }

    /**
     * Reads a stream of documents; empty ones are left out, {@code List}s are taken apart.
     *
     * @param source names the stream in errors
     * @throws ConfigurationException if a document is not a Kubernetes object; says which and why
     */
    public static List<Document> documents(String source, String text) {
        List<Document> documents = new ArrayList<>();
        int number = 0;
        for (String part : SEPARATOR.split(text, -1)) {
            if (!isEmpty(part)) {
                number++;
                add(source + ", document " + number, part, documents);
            }
        }
        return documents;
    }

    private static boolean isEmpty(String document) {
        return document.lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    private static void add(String place, String text, List<Document> documents) {
        Map<String, Object> tree;
        try {
            tree = object(text);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(place + ": " + e.getMessage());
        }
        if (Trees.text(tree, "kind").equals("List")) {
            Trees.maps(tree, "items").forEach(item -> documents.add(new Document(place, item)));
        } else {
            documents.add(new Document(place, tree));
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceAll("\\s+", " ").strip();
    }

    /**
     * One object of a stream.
     *
     * @param place for errors
     */
    public record Document(String place, Map<String, Object> tree) {}
}
