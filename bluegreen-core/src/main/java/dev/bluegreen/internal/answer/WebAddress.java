package dev.bluegreen.internal.answer;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import java.net.URI;

/** Validates addresses given by the user. User, query and fragment, which may be secret, never appear in messages. */
public final class WebAddress {

    private WebAddress() {}

    /**
     * Checks an address of the web.
     *
     * @throws ConfigurationException unless it is absolute, http or https, and names a host
     */
    public static URI require(String field, URI uri) {
        Input.require(Input.web(field, uri));
        return uri;
    }

    /**
     * Checks an address of the web that has to do without a user.
     *
     * @throws ConfigurationException for credentials in the address, which would not be sent
     */
    public static URI requireWithoutUser(String field, URI uri) {
        require(field, uri);
        if (uri.getRawUserInfo() != null) {
            throw new ConfigurationException(field + ": '" + Input.shown(uri)
                    + "' contains a user, which is not sent; give credentials with .header(\"Authorization\", ...)");
        }
        return uri;
    }

    /** The address without user, query and fragment, which may hold secrets. */
    public static String shown(URI address) {
        return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()) + address.getPath();
    }

    /** The address without its path, for one whose path is secret, too. */
    public static URI withoutPath(URI address) {
        return address.isOpaque() || address.getHost() == null
                ? URI.create(address.getScheme() == null ? "..." : address.getScheme() + ":...")
                : URI.create(address.getScheme() + "://" + address.getHost()
                        + (address.getPort() < 0 ? "" : ":" + address.getPort()));
    }
}
