package dev.bluegreen.check;

import dev.bluegreen.model.ConfigurationException;
import java.net.URI;
import java.util.Set;

/** Checks addresses that a user gave. What may be secret in one, user, query and fragment, is in no message. */
final class WebAddress {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebAddress() {}

    /** @throws ConfigurationException unless it is absolute, http or https, and names a host */
    static URI require(String field, URI uri) {
        if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
            throw new ConfigurationException(field + ": '" + shown(uri)
                    + "'; give an absolute http or https URI, such as https://shop.example/healthz");
        }
        return uri;
    }

    /** @throws ConfigurationException for credentials in the address, which nobody sends */
    static URI requireWithoutUser(String field, URI uri) {
        require(field, uri);
        if (uri.getRawUserInfo() != null) {
            throw new ConfigurationException(field + ": '" + shown(uri)
                    + "' has a user in it, which is not sent; give credentials with .header(\"Authorization\", ...)");
        }
        return uri;
    }

    private static String shown(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        String host = uri.getHost() == null ? "" : "//" + uri.getHost();
        return scheme + host + (uri.getPath() == null ? "" : uri.getPath());
    }
}
