package dev.bluegreen.fabric8.internal.api;

import static dev.bluegreen.model.PlatformException.Kind.INVALID;
import static dev.bluegreen.model.PlatformException.Kind.OUTCOME_UNKNOWN;
import static dev.bluegreen.model.PlatformException.Kind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorsTest {

    private static final ApiCall READ = new ApiCall("get", "", "services", "checkout-svc", "shop");
    private static final ApiCall WRITE = new ApiCall("patch", "", "services", "checkout-svc", "shop");

    @ParameterizedTest
    @CsvSource({
        "400, INVALID, INVALID",
        "401, FORBIDDEN, FORBIDDEN",
        "403, FORBIDDEN, FORBIDDEN",
        "404, NOT_FOUND, NOT_FOUND",
        "408, TRANSIENT, OUTCOME_UNKNOWN",
        "409, CONFLICT, CONFLICT",
        "422, INVALID, CONFLICT",
        "429, TRANSIENT, TRANSIENT",
        "500, TRANSIENT, OUTCOME_UNKNOWN",
        "502, TRANSIENT, OUTCOME_UNKNOWN",
        "503, TRANSIENT, OUTCOME_UNKNOWN",
        "504, TRANSIENT, OUTCOME_UNKNOWN"
    })
    void tellsByTheCodeWhetherAWriteMayHaveTakenEffect(
            int code, PlatformException.Kind read, PlatformException.Kind write) {
        assertThat(ApiErrors.translate(READ, answered(code)).kind()).isEqualTo(read);
        assertThat(ApiErrors.translate(WRITE, answered(code)).kind()).isEqualTo(write);
    }

    @Test
    void aRefusalNamesVerbResourceNamespaceAndTheRuleThatAllowsIt() {
        assertThat(ApiErrors.translate(WRITE, answered(403)))
                .hasMessageContaining("patch services \"checkout-svc\" in namespace shop")
                .hasMessageContaining(
                        "{apiGroups: [\"\"], resources: [services], verbs: [patch], resourceNames: [checkout-svc]}")
                .hasMessageContaining("in a Role of namespace shop");
    }

    @Test
    void anUnprocessablePatchThatNamesFieldsIsInvalidAndNoFailedTest() {
        Status invalid = new StatusBuilder()
                .withCode(422)
                .withNewDetails()
                .addNewCause("spec.selector", "must not be empty", "FieldValueRequired")
                .endDetails()
                .build();

        assertThat(ApiErrors.translate(WRITE, new KubernetesClientException(invalid))
                        .kind())
                .isEqualTo(INVALID);
    }

    @Test
    void honoursTheTimeTheServerAsksToWait() {
        Status busy = new StatusBuilder()
                .withCode(503)
                .withNewDetails()
                .withRetryAfterSeconds(7)
                .endDetails()
                .build();

        assertThat(ApiErrors.translate(READ, new KubernetesClientException(busy))
                        .retryAfter())
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void aThrottledRequestThatNamesNoTimeWaitsASecond() {
        assertThat(ApiErrors.translate(READ, answered(429)).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(ApiErrors.translate(READ, answered(500)).retryAfter()).isEmpty();
    }

    @Test
    void aRefusedConnectionIsTransientForAWriteToo() {
        KubernetesClientException refused =
                new KubernetesClientException("no", new IOException(new ConnectException("refused")));

        assertThat(ApiErrors.translate(WRITE, refused).kind()).isEqualTo(TRANSIENT);
        assertThat(ApiErrors.translate(READ, refused).kind()).isEqualTo(TRANSIENT);
    }

    @Test
    void whatTheConnectionSaysIsTold() {
        KubernetesClientException refused = new KubernetesClientException(
                "Operation: [get]", new IOException(new ConnectException("Connection refused")));

        assertThat(ApiErrors.translate(READ, refused)).hasMessageContaining("failed (connection refused); no answer");
    }

    /** As the client of the JDK says it. */
    @Test
    void aHostThatIsUnknownIsCalledThat() {
        Throwable unresolved = new ConnectException().initCause(new UnresolvedAddressException());
        KubernetesClientException unknown = new KubernetesClientException("Operation: [get]", unresolved);

        assertThat(ApiErrors.translate(READ, unknown)).hasMessageContaining("failed (unknown host); no answer");
        assertThat(ApiErrors.translate(WRITE, unknown).kind()).isEqualTo(TRANSIENT);
    }

    @Test
    void aConnectionThatBrokeLeavesAWriteOpen() {
        KubernetesClientException broken = new KubernetesClientException("no", new EOFException());

        assertThat(ApiErrors.translate(WRITE, broken).kind()).isEqualTo(OUTCOME_UNKNOWN);
        assertThat(ApiErrors.translate(READ, broken).kind()).isEqualTo(TRANSIENT);
    }

    private static KubernetesClientException answered(int code) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage("because").build());
    }
}
