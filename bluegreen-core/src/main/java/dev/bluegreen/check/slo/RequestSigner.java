package dev.bluegreen.check.slo;

import dev.bluegreen.model.Permission;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Signs requests to a metrics store that requires more than a fixed header, such as Amazon Managed Service for Prometheus.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface RequestSigner {

    /**
     * Computes the additional headers of one request.
     *
     * @param method {@code GET} or {@code POST}
     * @param uri the request URI, query included
     * @param headers the request's headers, except standard ones
     * @param body the request's body, sent in UTF-8; empty for none
     * @return headers by name, without {@code Host}, which is always sent. The values are never shown
     * @throws dev.bluegreen.model.BlueGreenException saying why it cannot be signed, such as missing credentials
     */
    Map<String, String> sign(String method, URI uri, Map<String, String> headers, String body);

    /**
     * Permissions that signed requests need; called when the signer is given to a store.
     *
     * @param store the address of the store
     * @throws dev.bluegreen.model.ConfigurationException if the signer is not for this store
     */
    default List<Permission> permissions(URI store) {
        return List.of();
    }
}
