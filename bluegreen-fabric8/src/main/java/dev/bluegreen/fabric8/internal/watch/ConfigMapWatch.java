package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.ApiErrors;
import dev.bluegreen.fabric8.internal.api.Kube;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;

/** Watches one ConfigMap by name, whether it exists or not; its content is read elsewhere. Thread-safe. */
public final class ConfigMapWatch implements Approval.Watch {

    private final ApiCall call;
    private final Runnable changed;
    private final SharedIndexInformer<ConfigMap> informer;
    private volatile Optional<String> refusal = Optional.empty();

    private ConfigMapWatch(Kube kube, String name, Runnable changed) {
        this.call = kube.call("watch", ConfigMap.class, name);
        this.changed = changed;
        this.informer = kube.of(kube.watching(), ConfigMap.class)
                .withName(name)
                .runnableInformer(0)
                .exceptionHandler((started, error) -> started)
                .addEventHandler(new Teller(changed));
    }

    /** Starts the watch and returns immediately. */
    public static ConfigMapWatch open(Kube kube, String name, Runnable changed) {
        ConfigMapWatch watch = new ConfigMapWatch(kube, name, changed);
        watch.informer.start().whenComplete((nothing, error) -> watch.started(Optional.ofNullable(error)));
        return watch;
    }

    private void started(Optional<Throwable> error) {
        refusal = error.map(this::why);
        error.ifPresent(failed -> changed.run());
    }

    private String why(Throwable error) {
        Throwable root = Optional.ofNullable(error.getCause()).orElse(error);
        return root instanceof KubernetesClientException known
                ? String.valueOf(ApiErrors.translate(call, known).getMessage())
                : "cannot " + call;
    }

    @Override
    public boolean stands() {
        return informer.isWatching();
    }

    @Override
    public Optional<String> refusal() {
        return refusal;
    }

    @Override
    public void close() {
        informer.stop();
    }

    private record Teller(Runnable changed) implements ResourceEventHandler<ConfigMap> {

        @Override
        public void onAdd(ConfigMap added) {
            changed.run();
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap after) {
            changed.run();
        }

        @Override
        public void onDelete(ConfigMap deleted, boolean lastStateUnknown) {
            changed.run();
        }
    }
}
