package dev.bluegreen.event;

import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.UnresolvedException;
import dev.bluegreen.scene.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class Slf4jAuditTest {

    private final Shop shop = new Shop();
    private final Queue<SubstituteLoggingEvent> logged = new ConcurrentLinkedQueue<>();
    private final List<String> context = new CopyOnWriteArrayList<>();
    private final Slf4jAudit audit = new Slf4jAudit(new SubstituteLogger("audit", logged, false), (key, value) -> {
        context.add(key + "=" + value);
        return () -> context.add("-" + key);
    });

    @Test
    void aReleaseReadsAsAStory() {
        AtomicInteger checks = new AtomicInteger();
        shop.builder()
                .requestedBy("ann", "REL-7")
                .bake(ofMinutes(10), seen -> new Slo.Result(Slo.Verdict.GOOD, "errors 0.0" + checks.incrementAndGet()))
                .audit(audit)
                .build()
                .switchTo(GREEN);

        assertThat(checks.get()).isGreaterThan(20);
        assertThat(lines())
                .hasSizeLessThan(30)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("release=shop phase=")
                        .contains(" requester=\"ann (claimed by ", " reason=REL-7"));
        assertThat(levels()).containsOnly(Level.INFO);
        assertThat(lines().get(lines().size() - 1))
                .contains(" event=ENDED outcome=SWITCHED text=\"shop was switched from BLUE to GREEN;");
    }

    @Test
    void aRefusalIsAWarningAndWhatNeedsAttentionAnError() {
        assertThatThrownBy(() ->
                        shop.builder().audit(audit).minReadyPods(9).build().switchTo(GREEN))
                .isInstanceOf(RefusedException.class);
        assertThat(levels()).last().isEqualTo(Level.WARN);

        shop.after(
                "shift router/web",
                Shop.once(() -> shop.platform.foreignWrite("web", TrafficSplit.all(GREEN.other()), "kubectl")));
        assertThatThrownBy(() -> shop.builder().audit(audit).build().switchTo(GREEN))
                .isInstanceOf(UnresolvedException.class);
        assertThat(levels()).last().isEqualTo(Level.ERROR);
    }

    @Test
    void aRollbackIsAWarning() {
        shop.release().switchTo(GREEN);

        shop.builder().audit(audit).build().rollBack();

        assertThat(levels()).last().isEqualTo(Level.WARN);
    }

    @Test
    void aRepeatedCheckIsCountedAndAChangeIsLogged() {
        for (int n = 1; n <= 5; n++) {
            audit.on(event(n, Kind.EVIDENCE, "GOOD errors are 0.0" + n));
        }
        audit.on(event(6, Kind.EVIDENCE, "BAD errors are 0.2"));
        audit.on(event(7, Kind.EVIDENCE, "GOOD errors are 0.01"));

        assertThat(lines()).hasSize(4);
        assertThat(lines().get(1)).contains("GOOD errors are 0.05", " n=5", " repeated=4");
        assertThat(lines().get(2)).contains("BAD errors").doesNotContain("repeated");
    }

    @Test
    void evidenceOfAnotherObjectIsNoRepetition() {
        audit.on(event(1, Kind.EVIDENCE, "CONFIRMED endpoints at Service/web-1: 3 of 3 pods at 10.0.0.1"));
        audit.on(event(2, Kind.EVIDENCE, "CONFIRMED endpoints at Service/web-2: 3 of 3 pods at 10.0.0.1"));
        audit.on(event(3, Kind.EVIDENCE, "CONFIRMED endpoints at Service/web-2: 3 of 3 pods at 10.0.0.2"));

        assertThat(lines()).hasSize(3);
    }

    @Test
    void writesAreLoggedEachHoweverAlikeTheyAre() {
        audit.on(event(1, Kind.WRITE, "scaled to 1"));
        audit.on(event(2, Kind.WRITE, "scaled to 2"));

        assertThat(lines()).hasSize(2);
    }

    @Test
    void aQuoteCannotEndAText() {
        audit.on(event(1, Kind.WRITE, "a \"b\" \\ outcome=SWITCHED\nrelease=other"));

        assertThat(lines().get(0)).contains(" text=\"a \\\"b\\\" \\\\ outcome=SWITCHED\\\\nrelease=other\" ");
    }

    @Test
    void theContextHasReleaseNamespaceAndCutoverWhileALineIsWritten() {
        audit.on(event(1, Kind.WRITE, "done"));

        assertThat(context)
                .containsExactly("release=shop", "namespace=web", "cutover=c1", "-cutover", "-namespace", "-release");
    }

    private static CutoverEvent event(int number, Kind kind, String sentence) {
        return CutoverEvent.builder("shop", "c1", number, Instant.EPOCH)
                .phase(Phase.BAKE)
                .kind(kind)
                .sentence(sentence)
                .source(new Source("https://api", "web", "ann", ""))
                .build();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        logged.forEach(event -> lines.add(String.valueOf(event.getArgumentArray()[0])));
        return lines;
    }

    private List<Level> levels() {
        return logged.stream().map(SubstituteLoggingEvent::getLevel).toList();
    }
}
