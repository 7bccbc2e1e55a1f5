package dev.bluegreen.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All keys of the schema, as {@code docs/release-file.md} lists them. */
final class KeysPage {

    private static final int WIDTH = 118;

    private final JsonObject parts;
    private final Map<String, String> sections = new LinkedHashMap<>();
    private final Deque<Runnable> later = new ArrayDeque<>();

    private KeysPage(JsonObject parts) {
        this.parts = parts;
    }

    static String of(JsonObject schema) {
        KeysPage page = new KeysPage(schema.getAsJsonObject("$defs"));
        page.section("The file", "", schema);
        while (!page.later.isEmpty()) {
            page.later.removeFirst().run();
        }
        return page.sections.entrySet().stream()
                .map(section -> "### " + section.getKey() + "\n\n" + section.getValue())
                .collect(Collectors.joining("\n"));
    }

    private void section(String title, String path, JsonObject mapping) {
        StringBuilder text = new StringBuilder();
        if (!path.isEmpty()) {
            text.append(mapping.get("description").getAsString()).append("\n\n");
        }
        JsonArray required = mapping.has("required") ? mapping.getAsJsonArray("required") : new JsonArray();
        sections.put(title, "");
        mapping.getAsJsonObject("properties").asMap().forEach((name, property) -> {
            JsonObject key = property.getAsJsonObject();
            String value = value((path.isEmpty() ? "" : path + ".") + name, key);
            boolean needed =
                    required.asList().stream().anyMatch(one -> one.getAsString().equals(name));
            text.append(wrapped("- `" + name + "` (" + value + (needed ? ", required" : "") + "): "
                    + key.get("description").getAsString()));
        });
        sections.put(title, text.toString());
    }

    /** What a value is; a mapping gets a section of its own. */
    private String value(String path, JsonObject schema) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").getAsString().replace("#/$defs/", "");
            return part(name);
        }
        if (schema.has("anyOf")) {
            return anyOf(path, schema.getAsJsonArray("anyOf"));
        }
        if (schema.has("enum")) {
            return schema.getAsJsonArray("enum").asList().stream()
                    .map(one -> "`" + one.getAsString() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (schema.has("const")) {
            return "`true`";
        }
        return switch (schema.get("type").getAsString()) {
            case "array" -> "list of " + value(path, schema.getAsJsonObject("items"));
            case "object" -> mapping(path, schema);
            case "integer" -> "whole number";
            case "boolean" -> "`true` or `false`";
            case "string" -> "text";
            default -> schema.get("type").getAsString();
        };
    }

    private String mapping(String path, JsonObject schema) {
        if (!schema.has("properties")) {
            return "mapping of names to " + value(path, schema.getAsJsonObject("additionalProperties"));
        }
        later.add(() -> section("`" + path + "`", path, schema));
        return "mapping";
    }

    private String anyOf(String path, JsonArray options) {
        List<String> values = new ArrayList<>();
        long sorts = options.asList().stream().filter(KeysPage::isSort).count();
        for (JsonElement option : options) {
            JsonObject one = option.getAsJsonObject();
            if (sorts > 1 && isSort(one)) {
                String first =
                        one.getAsJsonObject("properties").keySet().iterator().next();
                later.add(() -> section("`" + path + "` with `" + first + "`", path, one));
                values.add("`" + first + "`");
            } else {
                values.add(value(path, one));
            }
        }
        return (sorts > 1 ? "mapping with " : "") + String.join(" or ", values);
    }

    private static boolean isSort(JsonElement option) {
        return option.getAsJsonObject().has("properties")
                && option.getAsJsonObject().has("required");
    }

    private String part(String name) {
        JsonObject schema = parts.getAsJsonObject(name);
        boolean simple = schema.has("type") && schema.get("type").getAsString().equals("string");
        if (!simple && !sections.containsKey("`" + name + "`") && !name.equals("headers")) {
            String value = value(name, schema);
            return value.startsWith("mapping") && !value.contains("names") ? "mapping `" + name + "`" : value;
        }
        return name.equals("headers") ? "mapping of names to text or `secret`" : name;
    }

    private static String wrapped(String text) {
        List<String> lines = new ArrayList<>(List.of(""));
        for (String word : text.split(" ", -1)) {
            String line = lines.get(lines.size() - 1);
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add("  " + word);
            } else {
                lines.set(lines.size() - 1, line.isEmpty() ? word : line + " " + word);
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
