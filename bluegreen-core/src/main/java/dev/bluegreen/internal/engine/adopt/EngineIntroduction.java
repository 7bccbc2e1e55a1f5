package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.Introduction;
import dev.bluegreen.internal.engine.stack.EngineStage;
import dev.bluegreen.internal.engine.stack.StageOrder;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.spi.StageChanges;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The fluent form of a first release.
 *
 * @param stage the description of its track
 * @param look plans it, with the manifest if one was given
 * @param run carries it out
 */
public record EngineIntroduction(
        EngineStage stage,
        BiFunction<StageOrder, Optional<String>, CutoverPlan> look,
        BiFunction<StageOrder, Optional<String>, CutoverReport> run)
        implements Introduction {

    @Override
    public Introduction manifest(String text) {
        return with(stage.manifest(text));
    }

    @Override
    public Introduction manifest(Path file) {
        return with(stage.manifest(file));
    }

    @Override
    public Introduction image(String image) {
        return with(stage.image(image));
    }

    @Override
    public CutoverPlan plan() {
        return checked(look);
    }

    @Override
    public CutoverReport apply() {
        return checked(run);
    }

    private Introduction with(EngineStage next) {
        return new EngineIntroduction(next, look, run);
    }

    private <T> T checked(BiFunction<StageOrder, Optional<String>, T> then) {
        if (stage.order().source().isEmpty() && !stage.order().changes().equals(StageChanges.NONE)) {
            throw new ConfigurationException(
                    "image: given without a manifest, whose image it is to be, and what is there"
                            + " already stays as it is; give one by .manifest(...), or leave the image out");
        }
        return stage.checked(then);
    }
}
