package dev.bluegreen.file.spi;

import dev.bluegreen.model.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A value that keys change one after the other. A problem of the result is reported at the key that brought it. For one thread.
 *
 * @param <T> the value, such as a builder
 */
public final class Filling<T> {

    private final Values values;
    private final Function<T, List<String>> problems;
    private final Map<String, Optional<Key<?>>> found = new LinkedHashMap<>();
    private T value;

    Filling(Values values, T start, Function<T, List<String>> problems) {
        this.values = values;
        this.problems = problems;
        this.value = start;
        look(values.last());
    }

    /** Changes it by the value of a key, if the key is there. */
    public <V> Filling<T> set(Key<V> key, BiFunction<T, V, T> change) {
        try {
            values.find(key).ifPresent(given -> {
                value = change.apply(value, given);
                look(Optional.of(key));
            });
        } catch (ConfigurationException e) {
            values.problems(Optional.of(key), e.problems());
        } catch (Unavailable e) {
            // Its problem is noted, or there is no platform; the other keys are looked at all the same.
        }
        return this;
    }

    /** Changes it if the key is there and true. */
    public Filling<T> when(Key<Boolean> key, UnaryOperator<T> change) {
        return set(key, (before, is) -> is ? change.apply(before) : before);
    }

    /** Changes it by each value of a list, in order. */
    public <V> Filling<T> each(Key<List<V>> key, BiFunction<T, V, T> change) {
        return set(key, (before, all) -> {
            T next = before;
            for (V one : all) {
                next = change.apply(next, one);
            }
            return next;
        });
    }

    /** Changes it by each entry of a mapping, in order. */
    public <V> Filling<T> entries(Key<Map<String, V>> key, Change<T, V> change) {
        return set(key, (before, all) -> {
            T next = before;
            for (Map.Entry<String, V> one : all.entrySet()) {
                next = change.apply(next, one.getKey(), one.getValue());
            }
            return next;
        });
    }

    /**
     * A change by one entry of a mapping.
     *
     * @param <T> the value
     * @param <V> the value of the entry
     */
    @FunctionalInterface
    public interface Change<T, V> {

        /** The changed value. */
        T apply(T before, String name, V value);
    }

    /** The result. */
    public T done() {
        problems.apply(value)
                .forEach(
                        sentence -> values.problems(found.getOrDefault(sentence, Optional.empty()), List.of(sentence)));
        return value;
    }

    private void look(Optional<Key<?>> key) {
        problems.apply(value).forEach(sentence -> found.putIfAbsent(sentence, key));
    }
}
