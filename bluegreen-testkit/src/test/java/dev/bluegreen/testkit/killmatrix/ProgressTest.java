package dev.bluegreen.testkit.killmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final KillRunResult RUN = new KillRunResult(
            new KillRun(
                    KillOperation.SWITCH,
                    new KillCall("PATCH", "services", "shop", 1),
                    Optional.of(Mishap.LOST_AFTER),
                    Optional.empty(),
                    List.of()),
            false,
            0,
            List.of(),
            List.of(),
            Optional.empty(),
            "");

    @Test
    void tellsOfEachTwentiethPart() {
        List<String> told = new ArrayList<>();
        Progress progress = new Progress(40, told::add);

        for (int run = 0; run < 40; run++) {
            progress.after(RUN);
        }

        assertThat(told).hasSize(20).last().isEqualTo("kill matrix: 40 of 40 runs, 0 failed");
    }

    @Test
    void whatScenesHaveLeftIsLetGoNowAndThen() {
        Progress progress = new Progress(100, line -> {});
        WeakReference<Object> left = new WeakReference<>(new Object());

        for (int run = 0; run < 100; run++) {
            progress.after(RUN);
        }

        assertThat(left.get()).isNull();
    }
}
