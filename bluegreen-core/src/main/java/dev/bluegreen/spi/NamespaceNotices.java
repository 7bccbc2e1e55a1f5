package dev.bluegreen.spi;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices of people to all releases of a namespace, each a map of texts under a name: on Kubernetes a ConfigMap, which RBAC
 * can reserve to those who may freeze or stop releases. Thread-safe; never retries.
 *
 * <p>Errors are {@link PlatformException}s.
 */
public interface NamespaceNotices {

    /**
     * The notice of change windows: each entry is a window in the syntax of {@link dev.bluegreen.check.ChangeWindow#parse}.
     */
    String WINDOWS = "bluegreen-windows";

    /**
     * The notice that stops releases: {@code stopped}, anything but {@code false}; {@code by} and {@code reason}, for a person.
     * With entries but without {@code stopped} it stops too; empty, it does not.
     */
    String STOP = "bluegreen-stop";

    /** Notices of a platform that has none: each read is refused. */
    NamespaceNotices NONE = new NamespaceNotices() {
        @Override
        public String describe(String name) {
            return name;
        }

        @Override
        public Optional<Map<String, String>> read(String name) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    name + " cannot be read: this platform has none; remove namespaceWindows() and stoppable()");
        }
    };

    /** The name under which a person finds the notice, such as {@code ConfigMap/bluegreen-stop}. */
    String describe(String name);

    /** Reads a notice from the API, not from a cache; empty when it is not posted. */
    Optional<Map<String, String>> read(String name);

    /** Permissions required to read a notice; none if access is not controlled. */
    default List<Permission> permissions(String name) {
        return List.of();
    }
}
