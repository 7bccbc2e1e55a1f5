package dev.bluegreen.file.spi;

import dev.bluegreen.file.spi.Nested.Entry;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Permission;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The values of the keys of one mapping. For one thread. */
public final class Values {

    private final Map<String, Entry> entries;
    private final Map<Key<?>, Optional<?>> read;
    private final Node node;
    private final String path;
    private final Reading reading;

    private @Nullable Key<?> last;

    Values(Map<String, Entry> entries, Map<Key<?>, Optional<?>> read, Node node, String path, Reading reading) {
        this.entries = entries;
        this.read = read;
        this.node = node;
        this.path = path;
        this.reading = reading;
    }

    /** The value of a key that is required, or known to be there. */
    public <V> V get(Key<V> key) {
        return find(key)
                .orElseThrow(() -> new ConfigurationException(key.name() + ": there is no such key; declare it"));
    }

    /** The value of a key; empty if it was left out. */
    public <V> Optional<V> find(Key<V> key) {
        if (!read.containsKey(key)) {
            return Optional.empty();
        }
        last = key;
        @SuppressWarnings("unchecked") // Put there with the type of the key.
        Optional<V> value = (Optional<V>) read.get(key);
        if (value.isEmpty()) {
            throw new Unavailable();
        }
        return value;
    }

    /** True if the key is there, whatever its value. */
    public boolean has(Key<?> key) {
        return read.containsKey(key);
    }

    /**
     * The platform that the release is put on. What needs it is made only then, and not when the file is validated.
     *
     * @throws ConfigurationException if it is not one of this type
     */
    public <P extends Platform> P platform(Class<P> type) {
        Platform platform = reading.surroundings().platform().orElseThrow(Unavailable::new);
        if (!type.isInstance(platform)) {
            throw new ConfigurationException("platform: " + platform.describe() + " is not a " + type.getSimpleName()
                    + "; put the release on one");
        }
        return type.cast(platform);
    }

    /** The only one of several keys that is there. */
    public Key<?> only(Key<?>... options) {
        List<Key<?>> there = Stream.of(options).filter(this::has).toList();
        if (there.size() != 1) {
            last = null;
            throw new ConfigurationException("keys: " + there.size() + " of "
                    + Stream.of(options).map(Key::name).collect(Collectors.joining(", "))
                    + " are here; give one of them");
        }
        return there.get(0);
    }

    /** One object of a kind for all parts of the file that use the same, such as an account whose rate limit they share. */
    public <V> V shared(Class<V> type, String name, Supplier<V> maker) {
        String key = type.getName() + " " + name;
        if (!reading.shared().containsKey(key)) {
            reading.shared().put(key, maker.get());
        }
        return type.cast(reading.shared().get(key));
    }

    /** The time of the platform; in validation the system's. */
    public Time time() {
        return reading.surroundings().platform().map(Platform::time).orElseGet(Time::system);
    }

    /** A path that is relative to the file. */
    public Path resolve(String path) {
        return reading.surroundings().file(path);
    }

    /** Begins with a value, which keys change. */
    public <T> Filling<T> begin(T start) {
        return begin(start, value -> List.of());
    }

    /**
     * The same for a value that says what is wrong with it, such as a builder.
     *
     * @param problems one sentence each
     */
    public <T> Filling<T> begin(T start, Function<T, List<String>> problems) {
        return new Filling<>(this, start, problems);
    }

    /** Permissions that the secrets read so far need. */
    public List<Permission> permissions() {
        return reading.permissions();
    }

    Surroundings surroundings() {
        return reading.surroundings();
    }

    Reading reading() {
        return reading;
    }

    Optional<Key<?>> last() {
        return Optional.ofNullable(last);
    }

    /** Problems of the key that was read last; of the mapping, before any. */
    void problems(List<String> sentences) {
        problems(last(), sentences);
    }

    void problems(Optional<Key<?>> key, List<String> sentences) {
        Node at = key.flatMap(one -> Optional.ofNullable(entries.get(one.name())))
                .map(Entry::value)
                .orElse(node);
        String where = key.map(one -> Nested.child(path, one.name())).orElse(path);
        sentences.forEach(sentence -> reading.problem(at, where, Reading.withoutField(sentence)));
    }
}
