package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.ApiErrors;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One running informer.
 *
 * @param started completes when it has listed and watches; fails with a {@code PlatformException} if it cannot
 */
record Cache<T extends HasMetadata>(
        SharedIndexInformer<T> informer, WatchLiveness<T> liveness, CompletableFuture<Void> started) {

    private static final String BY_TOPIC = "topic";

    List<T> list() {
        return informer.getStore().list();
    }

    Optional<T> named(String name) {
        return Optional.ofNullable(informer.getStore().getByKey(name));
    }

    List<T> of(Topic topic) {
        return informer.getIndexer().byIndex(BY_TOPIC, topic.key());
    }

    void stop() {
        informer.stop();
    }

    /**
     * State shared by the informers of one namespace.
     *
     * @param deaf called when one of them has missed a change
     */
    record Opening(Kube kube, ChangeListeners listeners, Time time, Runnable deaf) {

        /** Starts an informer. */
        <T extends HasMetadata> Cache<T> cache(
                Class<T> kind, UnaryOperator<T> reduce, Function<T, Collection<Topic>> topics) {
            return cache(kube.of(kube.watching(), kind), kube.call("watch", kind, ""), reduce, topics);
        }

        /** Starts an informer of selected objects. */
        <T extends HasMetadata, L extends KubernetesResourceList<T>> Cache<T> cache(
                FilterWatchListDeletable<T, L, Resource<T>> objects,
                ApiCall call,
                UnaryOperator<T> reduce,
                Function<T, Collection<Topic>> topics) {
            SharedIndexInformer<T> informer = objects.runnableInformer(0)
                    .itemStore(new TrimmedStore<>(reduce))
                    .removeNamespaceIndex()
                    .addIndexers(Map.of(BY_TOPIC, object -> keys(topics.apply(object))))
                    // An error event, or a relist that fails, must not end a watch for good: that would only be logged.
                    .exceptionHandler((started, error) -> started)
                    .addEventHandler(new Teller<>(topics, listeners));
            return new Cache<>(
                    informer,
                    new WatchLiveness<>(informer, () -> objects.list().getItems(), time, deaf),
                    start(informer, call));
        }

        private static List<String> keys(Collection<Topic> topics) {
            return topics.stream().map(Topic::key).toList();
        }

        private static CompletableFuture<Void> start(SharedIndexInformer<?> informer, ApiCall call) {
            return informer.start().toCompletableFuture().exceptionally(error -> {
                throw error.getCause() instanceof KubernetesClientException known
                        ? ApiErrors.translate(call, known)
                        : new CompletionException(error);
            });
        }
    }

    /** Notifies listeners of the topics of an object's old and new state. */
    private record Teller<T>(Function<T, Collection<Topic>> topics, ChangeListeners listeners)
            implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T added) {
            listeners.changed(topics.apply(added));
        }

        @Override
        public void onUpdate(T before, T after) {
            listeners.changed(Stream.of(before, after)
                    .flatMap(object -> topics.apply(object).stream())
                    .distinct()
                    .toList());
        }

        @Override
        public void onDelete(T deleted, boolean lastStateUnknown) {
            listeners.changed(topics.apply(deleted));
        }
    }
}
