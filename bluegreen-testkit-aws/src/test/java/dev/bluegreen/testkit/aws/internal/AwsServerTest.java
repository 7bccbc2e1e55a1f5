package dev.bluegreen.testkit.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AwsServerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = VirtualTime.create();
    private final Counter counter = new Counter();
    private final AwsServer server = AwsServer.start(counter, time);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersAQueryInItsWrapping() {
        HttpResponse<String> reply =
                call("Action=Count&By=3&Names.member.2=b&Names.member.1=a%26", "AKIA1", "eu-west-1");

        Xml body = Xml.parse(reply.body());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(body.name()).isEqualTo("CountResponse");
        assertThat(body.child("CountResult").flatMap(result -> result.childText("Total")))
                .contains("3");
        assertThat(body.child("CountResult").flatMap(result -> result.childText("Names")))
                .contains("[a&, b]");
        assertThat(body.child("ResponseMetadata").flatMap(meta -> meta.childText("RequestId")))
                .isEqualTo(reply.headers().firstValue("x-amzn-RequestId"));
    }

    @Test
    void refusesWhatIsSignedForAnotherPlaceAndLogsThat() {
        assertThat(code(call("Action=Count", "AKIA1", "us-east-1"))).isEqualTo("SignatureDoesNotMatch");
        assertThat(server.requests()).extracting(AwsRequest::status).containsExactly(403);
        assertThat(counter.calls).isEmpty();
    }

    @Test
    void refusesWhatIsNotSigned() {
        HttpRequest unsigned = HttpRequest.newBuilder(server.endpoint())
                .POST(BodyPublishers.ofString("Action=Count"))
                .build();

        assertThat(code(send(unsigned))).isEqualTo("MissingAuthenticationToken");
    }

    @Test
    void refusalsAreCountedPerActionAndClient() {
        server.faults().on("Count").client("AKIA1").nth(2).then(AwsFault.throttled());

        assertThat(call("Action=Count", "AKIA1", "eu-west-1").statusCode()).isEqualTo(200);
        assertThat(call("Action=Count", "AKIA2", "eu-west-1").statusCode()).isEqualTo(200);
        assertThat(server.faults().unused()).hasSize(1);
        assertThat(code(call("Action=Count", "AKIA1", "eu-west-1"))).isEqualTo("Throttling");
        assertThat(server.faults().unused()).isEmpty();
        assertThat(counter.calls).hasSize(2);
    }

    @Test
    void aLostAnswerWasAppliedAndALostRequestWasNot() {
        server.faults().on("Count").nth(1).then(AwsFault.dropAfter());
        server.faults().on("Count").nth(1).then(AwsFault.dropBefore());

        assertThatThrownBy(() -> call("Action=Count", "AKIA1", "eu-west-1")).isInstanceOf(UncheckedIOException.class);
        assertThat(counter.calls).hasSize(1);
        assertThatThrownBy(() -> call("Action=Count", "AKIA1", "eu-west-1")).isInstanceOf(UncheckedIOException.class);
        assertThat(counter.calls).hasSize(1);
    }

    @Test
    void aLateCallIsAppliedAfterItsClientHasGivenUp() {
        server.faults().on("Count").first(1).then(AwsFault.deliverLate(MINUTE));

        assertThatThrownBy(() -> call("Action=Count", "AKIA1", "eu-west-1")).isInstanceOf(UncheckedIOException.class);
        assertThat(counter.calls).isEmpty();
        time.advance(MINUTE);

        assertThat(counter.calls).hasSize(1);
    }

    @Test
    void timeMovesForAForkedCallerOnlyWhileItsAnswerIsDelayed() {
        server.faults().on("Count").nth(2).then(AwsFault.delay(MINUTE));
        CompletableFuture<List<Instant>> seen = new CompletableFuture<>();

        time.fork("caller", () -> seen.complete(List.of(called(), called(), called())));
        time.advance(MINUTE.multipliedBy(2));

        assertThat(seen).isDone();
        Instant start = seen.join().get(0);
        assertThat(seen.join()).containsExactly(start, start.plus(MINUTE), start.plus(MINUTE));
    }

    private Instant called() {
        call("Action=Count", "AKIA1", "eu-west-1");
        return time.now();
    }

    private HttpResponse<String> call(String form, String key, String region) {
        return send(HttpRequest.newBuilder(server.endpoint())
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + key + "/20260101/" + region
                                + "/counting/aws4_request, SignedHeaders=host, Signature=0")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String code(HttpResponse<String> reply) {
        return Xml.parse(reply.body())
                .child("Error")
                .flatMap(error -> error.childText("Code"))
                .orElse("none in " + reply.body());
    }

    private static final class Counter implements AwsService {

        private final List<AwsCall> calls = new ArrayList<>();

        @Override
        public String signingName() {
            return "counting";
        }

        @Override
        public String namespace() {
            return "urn:counting";
        }

        @Override
        public Set<String> regions() {
            return Set.of("eu-west-1");
        }

        @Override
        public Set<String> actions() {
            return Set.of("Count");
        }

        @Override
        public String action(String method, String path, String body) {
            return Form.parse(body).find("Action").orElse("");
        }

        @Override
        public AwsReply answer(AwsCall call) {
            calls.add(call);
            return AwsReply.query(
                    call,
                    namespace(),
                    Xml.text("Total", call.form().number("By").orElse(1)),
                    Xml.text("Names", call.form().texts("Names")));
        }
    }
}
