package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.Headers;
import dev.bluegreen.internal.answer.StoreException;
import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Permission;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests to one metrics store, with headers and an optional signature.
 *
 * @param headers headers of each request
 * @param signer signer of each request
 * @param permissions that signed requests need
 * @param http HTTP client
 */
record Exchanges(Headers headers, RequestSigner signer, List<Permission> permissions, Http http) {

    private static final String HOST = "Host";

    static Exchanges over(Http http) {
        return new Exchanges(Headers.NONE, (method, uri, headers, body) -> Map.of(), List.of(), http);
    }

    Exchanges with(Headers others) {
        return new Exchanges(others, signer, permissions, http);
    }

    /** A copy with a signer, which is checked against the store's address. */
    Exchanges signedBy(RequestSigner other, URI store) {
        return new Exchanges(headers, other, other.permissions(store), http);
    }

    Http.Answer get(URI uri) {
        return http.get(uri, signed("GET", uri, headers.values(), ""));
    }

    Http.Answer post(URI uri, String body) {
        Map<String, String> typed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        typed.put("Content-Type", "application/json");
        typed.putAll(headers.values());
        return http.postJson(uri, body, signed("POST", uri, typed, body));
    }

    private Map<String, String> signed(String method, URI uri, Map<String, String> sent, String body) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(sent);
        all.putAll(signature(method, uri, sent, body));
        all.remove(HOST);
        return all;
    }

    private Map<String, String> signature(String method, URI uri, Map<String, String> sent, String body) {
        try {
            return signer.sign(method, uri, Map.copyOf(sent), body);
        } catch (BlueGreenException e) {
            throw StoreException.source(
                    "the request to " + WebAddress.shown(uri) + " cannot be signed: " + e.getMessage(),
                    "fix the credentials of the signer");
        }
    }
}
