package dev.bluegreen.testkit.aws.internal;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Content of a Signature Version 4 header. The signature itself is not checked: there is no secret to check it with.
 *
 * @param accessKeyId id of the signer's key
 * @param region the region it is signed for
 * @param service the service it is signed for
 */
public record Signature(String accessKeyId, String region, String service) {

    private static final Pattern CREDENTIAL =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request,.*");

    /** @throws AwsError if it is missing, or cannot be read */
    static Signature of(@Nullable String authorization) {
        if (authorization == null) {
            throw AwsError.sender(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        Matcher matcher = CREDENTIAL.matcher(authorization);
        if (!matcher.matches()) {
            throw AwsError.sender(400, "IncompleteSignature", "Authorization header is not a Signature Version 4");
        }
        return new Signature(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /** @throws AwsError if it is for another service or region */
    Signature requireFor(String service, Set<String> regions) {
        if (!this.service.equals(service)) {
            throw AwsError.sender(
                    403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: '" + service + "'.");
        }
        if (!regions.contains(region)) {
            throw AwsError.sender(
                    403,
                    "SignatureDoesNotMatch",
                    "Credential should be scoped to a valid region, not '" + region + "'.");
        }
        return this;
    }
}
