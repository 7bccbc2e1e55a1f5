package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.Stage;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.result.StageReport;
import dev.bluegreen.spi.ContainerChanges;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The fluent form of a {@link StageOrder}.
 *
 * @param order the order so far
 * @param container which container is meant
 * @param reading finds the problems of a manifest, without a look at the cluster
 * @param run carries out an order that was checked, with the manifest if one was given
 */
public record EngineStage(
        StageOrder order,
        String container,
        BiFunction<StageOrder, String, List<String>> reading,
        BiFunction<StageOrder, Optional<String>, StageReport> run)
        implements Stage {

    @Override
    public EngineStage manifest(String text) {
        return with(order.from(ManifestSource.of(text)));
    }

    @Override
    public EngineStage manifest(Path file) {
        return with(order.from(ManifestSource.of(file)));
    }

    @Override
    public Stage container(String name) {
        return new EngineStage(order, Input.given("container", name, "give its name"), reading, run);
    }

    @Override
    public EngineStage image(String image) {
        return change(changes -> changes.withImage(image));
    }

    @Override
    public Stage env(String name, String value) {
        return change(changes -> changes.withEnv(name, value));
    }

    @Override
    public Stage request(String resource, String quantity) {
        return change(changes -> changes.withRequest(resource, quantity));
    }

    @Override
    public Stage limit(String resource, String quantity) {
        return change(changes -> changes.withLimit(resource, quantity));
    }

    @Override
    public Stage annotation(String key, String value) {
        return with(order.with(order.changes().withAnnotation(key, value)));
    }

    @Override
    public Stage replicas(int pods) {
        return with(order.withReplicas(pods));
    }

    @Override
    public Stage previewReplicas(int pods) {
        return with(order.withPreview(pods));
    }

    @Override
    public Stage within(Duration time) {
        return with(order.within(time));
    }

    @Override
    public Stage overStandby() {
        return with(order.givingUpStandby());
    }

    @Override
    public StageReport apply() {
        return checked(run);
    }

    /** Carries out the order otherwise, once it is checked. */
    public <T> T checked(BiFunction<StageOrder, Optional<String>, T> then) {
        List<String> problems = new ArrayList<>(order.changes().problems());
        problems.addAll(order.problems());
        Optional<String> manifest = manifest(problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return then.apply(order, manifest);
    }

    private Optional<String> manifest(List<String> problems) {
        try {
            Optional<String> manifest = order.source().map(ManifestSource::read);
            manifest.ifPresent(text -> problems.addAll(reading.apply(order, text)));
            return manifest;
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private EngineStage change(UnaryOperator<ContainerChanges> change) {
        return with(order.with(order.changes().in(container, change)));
    }

    private EngineStage with(StageOrder next) {
        return new EngineStage(next, container, reading, run);
    }
}
