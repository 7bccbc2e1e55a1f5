package dev.bluegreen.testkit.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.testkit.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {

    private static final ResourceKey WEB = new ResourceKey("apps", "deployments", "shop", "web");
    private static final ResourceKey POD = ResourceKey.core("pods", "shop", "web-1");

    private final ObjectStore store = new ObjectStore(VirtualTime.create(), 1);
    private final List<StoreEvent> events = new ArrayList<>();

    @Test
    void givesVersionUidCreationTimeAndGeneration() {
        Map<String, Object> created = store.create("apps", "deployments", object(WEB, Map.of("replicas", 3)));

        assertThat(Trees.map(created, "metadata"))
                .containsEntry("resourceVersion", "1")
                .containsEntry("generation", 1L)
                .containsEntry("creationTimestamp", "2026-01-01T00:00:00Z")
                .containsKey("uid");
        assertThat(Trees.integer(created, "spec", "replicas")).hasValue(3);
    }

    @Test
    void raisesGenerationForSpecAndForADeploymentsAnnotationsOnly() {
        store.create("apps", "deployments", object(WEB, Map.of("replicas", 3)));

        change(WEB, "spec", "replicas", 4L);
        change(WEB, "status", "replicas", 4L);
        store.update(WEB, tree -> {
            Trees.child(tree, "metadata", "annotations").put("a", "b");
            return tree;
        });

        assertThat(Trees.integer(store.get(WEB).orElseThrow(), "metadata", "generation"))
                .hasValue(3);
        assertThat(store.resourceVersion()).isEqualTo(4);
    }

    @Test
    void aChangeThatChangesNothingIsNoCommit() {
        store.create("apps", "deployments", object(WEB, Map.of("replicas", 3)));
        store.subscribe(events::add);

        change(WEB, "spec", "replicas", 3);

        assertThat(events).isEmpty();
        assertThat(store.resourceVersion()).isEqualTo(1);
    }

    @Test
    void theServersFieldsCannotBeChanged() {
        Map<String, Object> created = store.create("apps", "deployments", object(WEB, Map.of()));

        change(WEB, "metadata", "uid", "forged");

        assertThat(store.get(WEB)).contains(created);
    }

    @Test
    void refusesASecondObjectOfTheSameName() {
        store.create("apps", "deployments", object(WEB, Map.of()));

        assertThatThrownBy(() -> store.create("apps", "deployments", object(WEB, Map.of())))
                .isInstanceOf(StoreException.class)
                .hasMessage("deployments.apps \"web\" already exists");
    }

    @Test
    void generatesNamesOfFiveCharacters() {
        Map<String, Object> created = store.create(
                "", "pods", Map.of("metadata", Map.of("generateName", "web-", "namespace", "shop"), "spec", Map.of()));

        assertThat(Trees.text(created, "metadata", "name")).matches("web-[a-z0-9]{5}");
    }

    @Test
    void everySubscriberSeesEveryCommitInOrder() {
        store.subscribe(events::add);

        store.create("apps", "deployments", object(WEB, Map.of("replicas", 3)));
        change(WEB, "spec", "replicas", 4);
        store.remove(WEB);

        assertThat(events)
                .extracting(StoreEvent::type)
                .containsExactly(StoreEvent.Type.ADDED, StoreEvent.Type.MODIFIED, StoreEvent.Type.DELETED);
        assertThat(events).extracting(StoreEvent::resourceVersion).containsExactly(1L, 2L, 3L);
    }

    @Test
    void replaysFromAVersionUntilItIsCompacted() {
        store.create("apps", "deployments", object(WEB, Map.of("replicas", 3)));
        change(WEB, "spec", "replicas", 4);

        assertThat(store.eventsAfter(1).orElseThrow()).hasSize(1);
        assertThat(store.eventsAfter(2).orElseThrow()).isEmpty();
        assertThat(store.eventsAfter(3)).isEmpty();
        store.compact();
        assertThat(store.eventsAfter(1)).isEmpty();
        assertThat(store.eventsAfter(2).orElseThrow()).isEmpty();
    }

    @Test
    void forgetsTheOldestCommitsBeyondItsCapacity() {
        store.create("apps", "deployments", object(WEB, Map.of()));
        for (int i = 0; i < 5_000; i++) {
            change(WEB, "spec", "replicas", i);
        }

        assertThat(store.eventsAfter(0)).isEmpty();
        assertThat(store.eventsAfter(1).orElseThrow()).hasSize(5_000);
    }

    @Test
    void aPodOnANodeTerminatesUntilItIsConfirmed() {
        store.create("", "pods", object(POD, Map.of("nodeName", "node-1")));

        ObjectStore.Deleted deleted = store.delete(POD, Deletion.background()).orElseThrow();

        assertThat(deleted.gone()).isFalse();
        assertThat(Trees.map(deleted.object(), "metadata"))
                .containsEntry("deletionTimestamp", "2026-01-01T00:00:30Z")
                .containsEntry("deletionGracePeriodSeconds", 30L);
        assertThat(store.remove(POD)).isTrue();
        assertThat(store.get(POD)).isEmpty();
    }

    @Test
    void aPodWithoutNodeAndAPodWithoutGraceVanishAtOnce() {
        store.create("", "pods", object(POD, Map.of()));
        assertThat(store.delete(POD, Deletion.background()).orElseThrow().gone())
                .isTrue();

        store.create("", "pods", object(POD, Map.of("nodeName", "node-1")));
        assertThat(store.delete(POD, Deletion.background().grace(0))
                        .orElseThrow()
                        .gone())
                .isTrue();
        assertThat(store.list("", "pods", null)).isEmpty();
    }

    @Test
    void anObjectWithFinalizersGoesWithTheLastOfThem() {
        Map<String, Object> tree = Trees.copy(object(WEB, Map.of()));
        Trees.child(tree, "metadata").put("finalizers", List.of("a/b"));
        store.create("apps", "deployments", tree);
        store.delete(WEB, Deletion.background());
        store.subscribe(events::add);

        change(WEB, "metadata", "finalizers", List.of());

        assertThat(store.get(WEB)).isEmpty();
        assertThat(events).extracting(StoreEvent::type).containsExactly(StoreEvent.Type.DELETED);
    }

    @Test
    void refusesADeletionWhosePreconditionFails() {
        store.create("apps", "deployments", object(WEB, Map.of()));
        Deletion other = new Deletion(null, "other", null, Deletion.Propagation.BACKGROUND);

        assertThatThrownBy(() -> store.delete(WEB, other)).hasMessageContaining("the UID in the precondition (other)");
        assertThat(store.get(WEB)).isPresent();
    }

    @Test
    void listsOneNamespaceOrAllInOrder() {
        for (String namespace : List.of("b", "a", "ab")) {
            store.create("", "pods", object(ResourceKey.core("pods", namespace, "p"), Map.of()));
        }

        assertThat(store.list("", "pods", "a")).hasSize(1);
        assertThat(store.list("", "pods", null))
                .extracting(pod -> Trees.text(pod, "metadata", "namespace"))
                .containsExactly("a", "ab", "b");
    }

    @Test
    void whatItHandsOutCannotBeModified() {
        Map<String, Object> created = store.create("apps", "deployments", object(WEB, Map.of("replicas", 3)));

        assertThatThrownBy(() -> Trees.map(created, "spec").put("replicas", 9))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private void change(ResourceKey key, String part, String field, Object value) {
        store.update(key, tree -> {
            Trees.child(tree, part).put(field, value);
            return tree;
        });
    }

    private static Map<String, Object> object(ResourceKey key, Map<String, Object> spec) {
        return Map.of("metadata", Map.of("name", key.name(), "namespace", key.namespace()), "spec", spec);
    }
}
