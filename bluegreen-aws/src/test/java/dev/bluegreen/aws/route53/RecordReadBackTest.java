package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the records of a name say that somebody else moves. */
class RecordReadBackTest {

    private static final TrafficSplit ALL_GREEN = TrafficSplit.all(GREEN);

    private final Dns dns = Dns.weighted();
    private final RecordReadBack readBack = dns.cutover().readBack();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void isConfirmedWhenTheRecordsWereSeenAsWantedForLongEnough() {
        dns.moveAsAnotherWriter(GREEN);
        assertThat(readBack.look(ALL_GREEN))
                .extracting(Evidence::verdict)
                .containsExactly(Verdict.CONFIRMED, Verdict.MISSING);
        dns.time.advance(Duration.ofSeconds(60));

        assertThat(readBack.look(ALL_GREEN)).extracting(Evidence::verdict).containsOnly(Verdict.CONFIRMED);
    }

    @Test
    void recordsThatAreNotAsRequiredAreMissing() {
        assertThat(readBack.look(ALL_GREEN)).singleElement().satisfies(evidence -> {
            assertThat(evidence.verdict()).isEqualTo(Verdict.MISSING);
            assertThat(evidence.sentence()).contains("CNAME blue=100 green=0", "not 0/100 yet");
        });
    }

    @Test
    void theTimeBeginsAnewWhenTheyWereOtherwiseMeanwhile() {
        dns.moveAsAnotherWriter(GREEN);
        assertThat(readBack.look(ALL_GREEN)).hasSize(2);
        dns.moveAsAnotherWriter(BLUE);
        assertThat(readBack.look(ALL_GREEN)).hasSize(1);
        dns.moveAsAnotherWriter(GREEN);
        dns.time.advance(Duration.ofSeconds(60));

        assertThat(readBack.look(ALL_GREEN))
                .extracting(Evidence::verdict)
                .containsExactly(Verdict.CONFIRMED, Verdict.MISSING);
    }

    @Test
    void namesTheRightThatIsMissing() {
        dns.route53.faults().on("ListResourceRecordSets").first(1).then(AwsFault.accessDenied());

        assertThatThrownBy(() -> readBack.look(ALL_GREEN))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("route53:ListResourceRecordSets");
        assertThat(new IamPolicy(readBack.permissions()).json()).contains("route53:ListResourceRecordSets");
    }
}
