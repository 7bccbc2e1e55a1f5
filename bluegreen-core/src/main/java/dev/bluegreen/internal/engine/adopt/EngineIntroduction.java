package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.Introduction;
import dev.bluegreen.internal.engine.stack.EngineStage;
import dev.bluegreen.internal.engine.stack.StageOrder;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.spi.StageChanges;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The fluent form of a first release.
 *
 * @param stage the description of its track
 * @param run carries it out, with the manifest if one was given
 */
public record EngineIntroduction(EngineStage stage, BiFunction<StageOrder, Optional<String>, CutoverReport> run)
        implements Introduction {

    @Override
    public Introduction manifest(String text) {
        return new EngineIntroduction(stage.manifest(text), run);
    }

    @Override
    public Introduction manifest(Path file) {
        return new EngineIntroduction(stage.manifest(file), run);
    }

    @Override
    public Introduction image(String image) {
        return new EngineIntroduction(stage.image(image), run);
    }

    @Override
    public CutoverReport apply() {
        if (stage.order().source().isEmpty() && !stage.order().changes().equals(StageChanges.NONE)) {
            throw new ConfigurationException(
                    "image: given without a manifest, whose image it is to be, and what is there"
                            + " already stays as it is; give one by .manifest(...), or leave the image out");
        }
        return stage.checked(run);
    }
}
