package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may patch the Service may write any token on it: none of them ends all operations. */
class ForgedTokenTest {

    private static final String TOKEN = "bluegreen.dev/token";

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000_000, Integer.MAX_VALUE - 1, Integer.MAX_VALUE, 999_999_999_999_999_999L})
    void stopsNoOperationAndIsReplaced(long forged) {
        site.release().build().switchTo(GREEN);
        forge(forged);

        CutoverReport back = site.release().build().rollBack();

        assertThat(back.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(back.history())
                .anyMatch(event -> event.sentence()
                        .startsWith("Service/myapp-svc carries token " + forged + ", which no operation wrote"));
        assertThat(token()).isEqualTo("2");
        forge(forged);
        assertThat(site.release().build().recover().active()).contains(BLUE);
        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.release().build().status().unfinished()).isEmpty();
    }

    @Test
    void oneThatOperationsMayHaveReachedCounts() {
        site.release().build().switchTo(GREEN);
        forge(1_000);

        site.release().build().rollBack();

        assertThat(token()).isEqualTo("1001");
    }

    private void forge(long token) {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            service.getMetadata().getAnnotations().put(TOKEN, Long.toString(token));
            return service;
        });
    }

    private String token() {
        return site.kubectl()
                .services()
                .withName(Site.SERVICE)
                .require()
                .getMetadata()
                .getAnnotations()
                .get(TOKEN);
    }
}
