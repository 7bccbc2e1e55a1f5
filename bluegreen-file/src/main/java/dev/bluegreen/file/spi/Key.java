package dev.bluegreen.file.spi;

import dev.bluegreen.model.Input;

/**
 * One key of a mapping in a release file. Immutable and thread-safe.
 *
 * @param <V> what its value becomes
 */
public final class Key<V> {

    private static final int LONGEST = 400;

    private final String name;
    private final ValueType<V> type;
    private final String description;

    private Key(String name, ValueType<V> type, String description) {
        this.name = name;
        this.type = type;
        this.description = description;
    }

    /**
     * A key.
     *
     * @param description one sentence, which editors show
     * @throws dev.bluegreen.model.ConfigurationException if something is null, or a text blank
     */
    public static <V> Key<V> of(String name, ValueType<V> type, String description) {
        return new Key<>(
                Input.requireText("key.name", name, LONGEST),
                Input.given("key.type", type, "give a ValueType"),
                Input.requireText("key.description", description, LONGEST));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    ValueType<V> type() {
        return type;
    }

    String description() {
        return description;
    }
}
