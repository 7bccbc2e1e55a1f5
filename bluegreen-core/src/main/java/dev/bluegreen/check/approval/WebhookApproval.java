package dev.bluegreen.check.approval;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.bluegreen.internal.answer.WebAddress;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.internal.http.NoAnswerException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.Wording;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A decision by a web service. */
final class WebhookApproval implements Approval {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final Set<Integer> NOT_HERE = Set.of(404, 410);
    private static final Set<Integer> NOT_US = Set.of(401, 403);

    private final URI uri;
    private final Http http = new Http(TIMEOUT);

    WebhookApproval(URI uri) {
        this.uri = uri;
    }

    @Override
    public Answer check(ApprovalRequest request) {
        Http.Answer answer = post(request);
        int status = answer.status();
        if ((status >= 300 && status < 400) || NOT_HERE.contains(status)) {
            throw new PlatformException(Kind.NOT_FOUND, this + " answered " + status + "; correct its address");
        }
        if (NOT_US.contains(status)) {
            throw new PlatformException(
                    Kind.FORBIDDEN, this + " answered " + status + "; configure it to accept these requests");
        }
        if (status != OK) {
            throw new IllegalStateException(this + " answered " + status);
        }
        return read(answer.body(), request);
    }

    /** Translates errors, which would reveal the path, a possible secret. */
    private Http.Answer post(ApprovalRequest request) {
        try {
            return http.postJson(uri, question(request), Map.of());
        } catch (NoAnswerException e) {
            throw new IllegalStateException(this + " " + e.reason());
        }
    }

    @Override
    public Duration limit() {
        return FOUR_HOURS;
    }

    @Override
    public boolean authenticated() {
        return true;
    }

    @Override
    public List<String> problems() {
        return Input.web("approval.webhook", WebAddress.withoutPath(uri)).stream()
                .toList();
    }

    private static String question(ApprovalRequest request) {
        JsonObject question = new JsonObject();
        question.addProperty("cutover", request.cutoverId());
        question.addProperty("plan", request.plan().hash());
        question.addProperty("platform", request.plan().platform());
        question.addProperty("release", request.plan().release());
        request.plan().from().ifPresent(from -> question.addProperty("from", from.name()));
        question.addProperty("to", request.plan().to().name());
        question.add("routers", array(request.basis().routers()));
        question.addProperty("schedule", request.basis().schedule());
        question.add("digests", array(new TreeSet<>(request.digests())));
        question.addProperty("template", request.basis().template());
        question.addProperty("requestedBy", request.requestedBy());
        request.authenticatedAs().ifPresent(name -> question.addProperty("authenticatedAs", name));
        question.addProperty("reason", request.reason());
        return question.toString();
    }

    private static JsonArray array(Collection<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private Answer read(String body, ApprovalRequest request) {
        try {
            Map<String, String> answer = fields(body);
            return switch (text(answer, "decision")) {
                case "approved" -> decided(Decision.APPROVED, answer, request);
                case "rejected" -> decided(Decision.REJECTED, answer, request);
                case "pending" -> Answer.PENDING;
                default ->
                    throw new IllegalStateException(
                            this + " answered the decision " + Wording.quoted(text(answer, "decision"))
                                    + ", which is none of approved, rejected, pending");
            };
        } catch (IOException e) {
            throw new IllegalStateException(this + " did not answer with a JSON object with each field once");
        }
    }

    /** The string fields of one object; duplicates are refused, as two decisions in one response are ambiguous. */
    private static Map<String, String> fields(String body) throws IOException {
        try (JsonReader json = new JsonReader(new StringReader(body))) {
            json.setStrictness(Strictness.STRICT);
            require(json.peek() == JsonToken.BEGIN_OBJECT);
            Map<String, String> fields = new HashMap<>();
            json.beginObject();
            while (json.hasNext()) {
                require(fields.put(json.nextName(), text(json)) == null);
            }
            json.endObject();
            require(json.peek() == JsonToken.END_DOCUMENT);
            return fields;
        }
    }

    private static String text(JsonReader json) throws IOException {
        JsonToken next = json.peek();
        if (next == JsonToken.STRING || next == JsonToken.NUMBER) {
            return json.nextString();
        }
        json.skipValue();
        return "";
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("not one object with each field once");
        }
    }

    /** The decision; a response for another cutover or plan is pending. */
    private static Answer decided(Decision decision, Map<String, String> answer, ApprovalRequest request) {
        return text(answer, "cutover").equals(request.cutoverId())
                        && text(answer, "plan").equals(request.plan().hash())
                ? new Answer(decision, text(answer, "by"), text(answer, "why"))
                : Answer.PENDING;
    }

    private static String text(Map<String, String> answer, String field) {
        return answer.getOrDefault(field, "");
    }

    /** Shows neither path nor query, which may be secrets. */
    @Override
    public String toString() {
        return "the webhook at " + uri.getHost();
    }
}
