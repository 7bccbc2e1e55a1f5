package dev.bluegreen.internal.engine;

import dev.bluegreen.Stage;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.ContainerChanges;
import dev.bluegreen.model.StageReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The fluent form of a {@link StageOrder}.
 *
 * @param order what is asked for so far
 * @param container which container is meant
 * @param run carries out an order that was checked
 */
record EngineStage(StageOrder order, String container, Function<StageOrder, StageReport> run) implements Stage {

    @Override
    public Stage container(String name) {
        return new EngineStage(order, name, run);
    }

    @Override
    public Stage image(String image) {
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
        return with(new StageOrder(
                order.track(), order.changes(), OptionalInt.of(pods), order.within(), order.overStandby()));
    }

    @Override
    public Stage within(Duration time) {
        return with(new StageOrder(order.track(), order.changes(), order.replicas(), time, order.overStandby()));
    }

    @Override
    public Stage overStandby() {
        return with(new StageOrder(order.track(), order.changes(), order.replicas(), order.within(), true));
    }

    @Override
    public StageReport apply() {
        List<String> problems = new ArrayList<>(order.changes().problems());
        order.replicas().stream()
                .filter(pods -> pods < 1)
                .forEach(pods -> problems.add("replicas: " + pods + "; a track needs 1 pod or more"));
        if (order.within().isNegative() || order.within().isZero()) {
            problems.add("within: " + order.within() + " is no time to wait; give a duration above 0");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return run.apply(order);
    }

    private Stage change(UnaryOperator<ContainerChanges> change) {
        return with(order.with(order.changes().in(container, change)));
    }

    private Stage with(StageOrder next) {
        return new EngineStage(next, container, run);
    }
}
