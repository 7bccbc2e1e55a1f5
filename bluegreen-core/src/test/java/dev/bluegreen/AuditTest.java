package dev.bluegreen;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Slf4jAudit;
import dev.bluegreen.scene.Shop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit: kept unless it is given up by name, whatever else is told. */
class AuditTest {

    private static final CutoverListener OTHER = event -> {};

    private final Shop shop = new Shop();
    private final List<CutoverEvent> elsewhere = new ArrayList<>();

    @Test
    void isKeptInTheLogBesideListeners() {
        Draft draft = described();
        draft.listeners.add(OTHER);

        assertThat(told(draft))
                .hasSize(2)
                .hasAtLeastOneElementOfType(Slf4jAudit.class)
                .contains(OTHER);
    }

    @Test
    void isKeptOnceWhereItIsAmongTheListeners() {
        Draft draft = described();
        draft.listeners.add(new Slf4jAudit());

        assertThat(told(draft)).hasSize(1);
    }

    @Test
    void isKeptElsewhereBesideListeners() {
        shop.builder().audit(elsewhere::add).listener(OTHER).build().switchTo(GREEN);

        assertThat(elsewhere).extracting(CutoverEvent::kind).contains(CutoverEvent.Kind.WRITE, CutoverEvent.Kind.ENDED);
    }

    @Test
    void isKeptElsewhereBesideAnAuditInTheLog() {
        shop.builder().audit(elsewhere::add).listener(new Slf4jAudit()).build().switchTo(GREEN);

        assertThat(elsewhere).extracting(CutoverEvent::kind).contains(CutoverEvent.Kind.ENDED);
    }

    @Test
    void isGivenUpByName() {
        shop.builder().audit(elsewhere::add).withoutAudit().build().switchTo(GREEN);

        assertThat(elsewhere).isEmpty();
    }

    private Draft described() {
        Draft draft = new Draft("shop");
        draft.platform = shop.platform;
        return draft;
    }

    private static List<CutoverListener> told(Draft draft) {
        List<String> problems = new ArrayList<>();
        List<CutoverListener> told = draft.check(problems).listeners();
        assertThat(problems).isEmpty();
        return told;
    }
}
