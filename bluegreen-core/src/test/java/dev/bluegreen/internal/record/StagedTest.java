package dev.bluegreen.internal.record;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a track was staged with, in the record. */
class StagedTest {

    private static final ReleaseRecord RECORD =
            ReleaseRecord.empty().staged(GREEN).stagedAs(GREEN, "f00d");

    @Test
    void isReadAsItWasWritten() {
        assertThat(read(RecordCodec.encode(RECORD)).staged()).isEqualTo(RECORD.staged());
    }

    @Test
    void isForgottenWhenTheTrackIsStagedAgainOrRetired() {
        assertThat(RECORD.staged(GREEN).staged().templates()).isEmpty();
        assertThat(RECORD.retired(GREEN, 3).staged().templates()).isEmpty();
        assertThat(RECORD.staged(BLUE).staged().template(GREEN)).contains("f00d");
    }

    @Test
    void aFingerprintThatIsNoneIsLeftOut() {
        String hostile = "x".repeat(Staged.LONGEST + 1);

        assertThat(RECORD.stagedAs(GREEN, hostile).staged().templates()).isEmpty();
        assertThat(read("{'schema':2,'history':[],'routers':[],'templates':{'GREEN':'" + hostile + "','BLUE':'f00d'}}")
                        .staged()
                        .templates())
                .containsOnlyKeys(BLUE);
        assertThat(read("{'schema':2,'history':[],'routers':[],'templates':{'GREEN':7}}")
                        .staged()
                        .templates())
                .isEmpty();
    }

    private static ReleaseRecord read(String json) {
        return RecordCodec.decode("here", json.replace('\'', '"'));
    }
}
