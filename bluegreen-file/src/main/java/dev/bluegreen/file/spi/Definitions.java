package dev.bluegreen.file.spi;

import com.google.gson.JsonObject;
import java.util.function.Function;

/** The parts of a JSON Schema that are used in several places, or within themselves. */
final class Definitions {

    private final JsonObject all = new JsonObject();

    /** A reference to a part, which is described at its first use. */
    JsonObject reference(String name, Function<Definitions, JsonObject> description) {
        if (!all.has(name)) {
            all.add(name, new JsonObject());
            all.add(name, description.apply(this));
        }
        JsonObject reference = new JsonObject();
        reference.addProperty("$ref", "#/$defs/" + name);
        return reference;
    }

    JsonObject all() {
        return all;
    }
}
