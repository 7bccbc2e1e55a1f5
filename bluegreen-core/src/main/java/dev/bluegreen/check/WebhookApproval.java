package dev.bluegreen.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.bluegreen.internal.http.Http;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A web service decides. */
final class WebhookApproval implements Approval {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int OK = 200;

    private final URI uri;
    private final Http http = new Http(TIMEOUT);

    WebhookApproval(URI uri) {
        this.uri = uri;
    }

    @Override
    public Answer ask(ApprovalRequest request) {
        Http.Answer answer = http.postJson(uri, question(request), Map.of());
        if (answer.status() != OK) {
            throw new IllegalStateException(this + " answered " + answer.status());
        }
        return read(answer.body(), request.plan().hash());
    }

    @Override
    public Duration within() {
        return FOUR_HOURS;
    }

    @Override
    public boolean authenticated() {
        return true;
    }

    @Override
    public List<String> problems() {
        return uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()))
                ? List.of()
                : List.of("approval.webhook: '" + uri + "'; give an absolute http or https URI");
    }

    private static String question(ApprovalRequest request) {
        JsonArray digests = new JsonArray();
        new TreeSet<>(request.digests()).forEach(digests::add);
        JsonObject question = new JsonObject();
        question.addProperty("cutover", request.cutoverId());
        question.addProperty("plan", request.plan().hash());
        question.addProperty("release", request.plan().release());
        question.addProperty("to", request.plan().to().name());
        question.addProperty("requestedBy", request.requestedBy());
        question.add("digests", digests);
        return question.toString();
    }

    private Answer read(String body, String plan) {
        try {
            JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
            return switch (text(answer, "decision")) {
                case "approved" -> decided(Decision.APPROVED, answer, plan);
                case "rejected" -> decided(Decision.REJECTED, answer, plan);
                case "pending" -> Answer.PENDING;
                default ->
                    throw new IllegalStateException(this + " answered the decision '" + text(answer, "decision")
                            + "', which is none of approved, rejected, pending");
            };
        } catch (JsonParseException | UnsupportedOperationException e) {
            throw new IllegalStateException(this + " answered what is no JSON object", e);
        }
    }

    private static Answer decided(Decision decision, JsonObject answer, String plan) {
        return text(answer, "plan").equals(plan)
                ? new Answer(decision, text(answer, "by"), text(answer, "why"))
                : Answer.PENDING;
    }

    private static String text(JsonObject answer, String field) {
        JsonElement value = answer.get(field);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }

    /** Without the query, which may hold a secret. */
    @Override
    public String toString() {
        return "the webhook at " + uri.getHost() + uri.getPath();
    }
}
