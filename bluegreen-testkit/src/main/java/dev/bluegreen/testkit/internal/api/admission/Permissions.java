package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.access.Attempt;
import dev.bluegreen.testkit.internal.access.Authorizer;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.Resource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may make a call: what Roles allow, but for what is denied. */
public final class Permissions {

    private static final Pattern ONE_NAME = Pattern.compile("(?:.*,)?metadata\\.name==?([^,]+)(?:,.*)?");

    private final Access access;
    private final Authorizer authorizer;

    public Permissions(Access access, Authorizer authorizer) {
        this.access = access;
        this.authorizer = authorizer;
    }

    boolean allow(Attempt attempt) {
        return !access.denies(attempt.identity(), attempt.verb(), attempt.resource()) && authorizer.allows(attempt);
    }

    /**
     * Refuses a call that the identity has no permission for.
     *
     * @throws ApiError 403 in the real server's words
     */
    public void check(ApiCall call) {
        Attempt attempt = attempt(call);
        if (!allow(attempt)) {
            throw ApiError.forbidden(call.resource(), call.name(), attempt.refusal());
        }
    }

    private static Attempt attempt(ApiCall call) {
        Resource resource = call.resource();
        String subresource = call.subresource().isEmpty() ? "" : "/" + call.subresource();
        return new Attempt(
                call.client(),
                call.verb(),
                resource.group(),
                resource.plural() + subresource,
                resource.is("", "namespaces") ? call.name() : call.namespace(),
                call.name().isEmpty() ? selectedName(call).orElse("") : call.name());
    }

    /** A collection of one name by a field selector counts as that name. */
    private static Optional<String> selectedName(ApiCall call) {
        Matcher selector = ONE_NAME.matcher(call.query("fieldSelector"));
        return selector.matches() ? Optional.of(selector.group(1)) : Optional.empty();
    }
}
