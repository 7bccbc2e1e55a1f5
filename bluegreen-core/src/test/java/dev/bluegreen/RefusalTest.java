package dev.bluegreen;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.UnresolvedException;
import dev.bluegreen.scene.Shop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was refused is one type, whatever is unresolved another; and an exception that leaves the process keeps its word. */
class RefusalTest {

    private final Shop shop = new Shop();

    @ParameterizedTest
    @ValueSource(strings = {"switchTo", "rollBack", "stage", "retire", "extendStandby"})
    void isOneTypeForEveryOperation(String operation) {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> refused(operation).accept(shop.release()));

        assertThat(refused.report().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.report().sentence()).isEqualTo(refused.getMessage());
        assertThat(refused.report().release()).isEqualTo("shop");
    }

    private Consumer<Release> refused(String operation) {
        return switch (operation) {
            case "switchTo" ->
                release -> shop.builder()
                        .gate(context -> GateResult.fail("freeze", "no releases today"))
                        .build()
                        .switchTo(GREEN);
            case "rollBack" -> Release::rollBack;
            case "stage" -> release -> release.stage(BLUE).image("shop:3").apply();
            case "retire" -> release -> release.retire(BLUE);
            default -> release -> release.extendStandby(Duration.ofHours(1));
        };
    }

    @Test
    void aWriteThatMayHaveBeenMadeIsUnresolvedAndNotRefused() {
        shop.before("stage workload/shop-green", () -> {
            throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "answer lost");
        });

        UnresolvedException unresolved = catchThrowableOfType(
                UnresolvedException.class,
                () -> shop.release().stage(GREEN).image("shop:3").apply());

        assertThat(unresolved.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(unresolved).hasMessageStartingWith("shop: GREEN may have been staged: ");
    }

    @Test
    void serializedItIsAnExceptionWithTheSameMessageAndWithoutAReport() throws Exception {
        CutoverException refused = catchThrowableOfType(
                CutoverException.class, () -> shop.release().rollBack());

        Object copy = copyOf(refused);

        assertThat(copy).isExactlyInstanceOf(BlueGreenException.class);
        assertThat((BlueGreenException) copy).hasMessage(refused.getMessage());
        assertThat(((BlueGreenException) copy).getStackTrace()).isEqualTo(refused.getStackTrace());
    }

    @Test
    void problemsAndTheTimeToWaitAreSerializedToo() throws Exception {
        ConfigurationException wrong = new ConfigurationException(List.of("a: 1; give 2", "b: 1; give 2"));
        PlatformException busy = new PlatformException(
                PlatformException.Kind.TRANSIENT, "throttled", null, Optional.of(Duration.ofSeconds(3)));

        assertThat(((ConfigurationException) copyOf(wrong)).problems()).isEqualTo(wrong.problems());
        assertThat(((PlatformException) copyOf(busy)).retryAfter()).isEqualTo(busy.retryAfter());
    }

    private static Object copyOf(Object original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
