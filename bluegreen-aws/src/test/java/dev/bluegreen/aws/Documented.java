package dev.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.spi.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds {@code docs/aws.md} against the policies that plans print. */
public final class Documented {

    private static final Path PAGE = Path.of("..", "docs", "aws.md");

    private Documented() {}

    /** A release of the shop by this strategy. */
    public static ReleaseBuilder release(Platform platform, CutoverStrategy strategy) {
        return BlueGreen.release("shop").on(platform).cutover(strategy);
    }

    /** The policy of a switch to GREEN. */
    public static String policy(ReleaseBuilder release) {
        CutoverPlan plan = release.build().plan(Track.GREEN);
        return IamPolicy.of(plan).json();
    }

    /** The page shows this policy. */
    public static void requireShown(String policy) {
        try {
            assertThat(Files.readString(PAGE)).contains("```json\n" + policy + "```");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
