package dev.bluegreen.cli.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;

/** The result of a command that has no document in the report module: kind {@code Result}. For one thread. */
public final class Document {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final ExitCode code;
    private final String sentence;
    private final JsonObject object = new JsonObject();
    private final JsonArray items = new JsonArray();

    private Document(String command, ExitCode code, String sentence) {
        this.code = code;
        this.sentence = sentence;
        object.addProperty("apiVersion", "bluegreen.dev/v1");
        object.addProperty("kind", "Result");
        object.addProperty("command", command);
        object.addProperty("exitCode", code.number());
        object.addProperty("sentence", sentence);
        object.add("items", items);
    }

    /** A document with a sentence, or several lines, for a person. */
    public static Document of(String command, ExitCode code, String sentence) {
        return new Document(command, code, sentence);
    }

    /** Adds an item; a field with an empty {@code Optional} is left out, and a map is an object of its own. */
    public Document item(Map<String, Object> fields) {
        items.add(object(fields));
        return this;
    }

    private static JsonObject object(Map<?, ?> fields) {
        JsonObject object = new JsonObject();
        fields.forEach((name, value) -> add(object, name.toString(), value));
        return object;
    }

    private static void add(JsonObject item, String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> add(item, name, present));
        } else if (value instanceof Boolean flag) {
            item.addProperty(name, flag);
        } else if (value instanceof Number number) {
            item.addProperty(name, number);
        } else if (value instanceof Map<?, ?> fields) {
            item.add(name, object(fields));
        } else {
            item.addProperty(name, value.toString());
        }
    }

    /** As a result. */
    public Result result() {
        return new Result(code, sentence, GSON.toJson(object) + "\n");
    }
}
