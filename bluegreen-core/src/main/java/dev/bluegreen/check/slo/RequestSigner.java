package dev.bluegreen.check.slo;

import dev.bluegreen.model.Permission;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Signs requests to a store of metrics that wants more than a fixed header, such as Amazon Managed Service for Prometheus.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface RequestSigner {

    /**
     * What to send besides, made anew for each request.
     *
     * @param method {@code GET} or {@code POST}
     * @param uri as it will be asked for, query included
     * @param headers that will be sent, but for those that every exchange has
     * @param body as it will be sent in UTF-8; empty for none
     * @return headers by name; {@code Host} is sent by the exchange itself and is left out. The values are never shown
     * @throws dev.bluegreen.model.BlueGreenException saying why it cannot be signed, such as for want of credentials
     */
    Map<String, String> sign(String method, URI uri, Map<String, String> headers, String body);

    /**
     * The rights that requests signed by it need; asked for when the signer is given to a store.
     *
     * @param store the address of the store
     * @throws dev.bluegreen.model.ConfigurationException if it is not for this store
     */
    default List<Permission> permissions(URI store) {
        return List.of();
    }
}
