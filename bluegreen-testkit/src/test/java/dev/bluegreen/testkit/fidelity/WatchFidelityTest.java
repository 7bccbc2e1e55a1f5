package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import dev.bluegreen.testkit.fidelity.Frames.Frame;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Fidelity
class WatchFidelityTest {

    private Api api;
    private Subject subject;
    private String name;

    @BeforeEach
    void use(Api given, Subject on) {
        api = given;
        subject = on;
        name = api.name("watch");
    }

    @Test
    @DisplayName("R46 a watch tells of everything, in order")
    void inOrder() {
        try (Frames watch = fromNow("")) {
            for (int i = 0; i < 20; i++) {
                create(name + "-" + i, "blue");
            }

            long last = 0;
            for (int i = 0; i < 20; i++) {
                Frame frame = watch.next();
                assertThat(frame.what()).isEqualTo("ADDED " + name + "-" + i);
                assertThat(frame.version()).isGreaterThan(last);
                last = frame.version();
            }
        }
    }

    @Test
    @DisplayName("R46 two watches see the same")
    void twoWatches() {
        try (Frames one = fromNow("");
                Frames two = fromNow("")) {
            create(name, "blue");
            api.delete("configmaps/" + name);

            assertThat(List.of(one.next().what(), one.next().what()))
                    .containsExactly("ADDED " + name, "DELETED " + name);
            assertThat(List.of(two.next().what(), two.next().what()))
                    .containsExactly("ADDED " + name, "DELETED " + name);
        }
    }

    @Test
    @DisplayName("R47 a watch without version begins with what there is")
    void fromTheBeginning() {
        create(name, "blue");

        try (Frames watch = api.watch("configmaps", ours())) {
            assertThat(watch.next().what()).isEqualTo("ADDED " + name);
        }
    }

    @Test
    @DisplayName("R47 a watch from a version tells only what is newer")
    void fromAVersion() {
        create(name + "-old", "blue");
        String version = api.get("configmaps").version();
        create(name + "-new", "blue");
        api.delete("configmaps/" + name + "-old");

        try (Frames watch = from(version, "")) {
            assertThat(watch.next().what()).isEqualTo("ADDED " + name + "-new");
            assertThat(watch.next().what()).isEqualTo("DELETED " + name + "-old");
        }
    }

    @Test
    @DisplayName("R47 a watch from the present version says nothing")
    void fromThePresent() {
        create(name + "-old", "blue");

        try (Frames watch = fromNow("")) {
            create(name + "-new", "blue");
            assertThat(watch.next().what()).isEqualTo("ADDED " + name + "-new");
        }
    }

    @Test
    @DisplayName("R47 a watch from a version that is none is refused")
    void fromNonsense() {
        String path = api.path("configmaps") + "?watch=true&resourceVersion=new";

        Answer answer = api.send("GET", path, Api.JSON, "");

        assertThat(answer.code()).isEqualTo(500);
        assertThat(answer.message())
                .contains(
                        "resourceVersion: Invalid value: \"new\": strconv.ParseUint: parsing \"new\": invalid syntax");
    }

    @Test
    @DisplayName("R46 a watch over a WebSocket without an Origin is 403, and with one it opens")
    void withoutAnOrigin() {
        assertThat(api.watchWithoutOrigin("configmaps")).isEqualTo(403);
        try (Frames watch = fromNow("")) {
            create(name, "blue");
            assertThat(watch.next().what()).isEqualTo("ADDED " + name);
        }
    }

    @Test
    @DisplayName("R48 a deletion carries a version of its own")
    void theVersionOfADeletion() {
        long created = Long.parseLong(create(name, "blue").version());

        try (Frames watch = from(Long.toString(created), "")) {
            api.delete("configmaps/" + name);

            Frame frame = watch.next();
            assertThat(frame.what()).isEqualTo("DELETED " + name);
            assertThat(frame.version()).isGreaterThan(created);
        }
    }

    @Test
    @DisplayName("R49 what leaves the selector is deleted, with a new version, and what enters it is added")
    void labelsComeAndGo() {
        create(name, "blue");

        try (Frames watch = fromNow(",track in (green)")) {
            long green = Long.parseLong(label("green"));
            assertThat(watch.next().what()).isEqualTo("ADDED " + name);
            long red = Long.parseLong(label("red"));
            Frame gone = watch.next();
            assertThat(gone.what()).isEqualTo("DELETED " + name);
            assertThat(gone.version()).isEqualTo(red).isGreaterThan(green);
        }
    }

    @Test
    @DisplayName("R49 a change within the selector is modified")
    void aChange() {
        create(name, "blue");

        try (Frames watch = fromNow(",track=blue")) {
            api.merge("configmaps/" + name, "{\"data\": {\"a\": \"2\"}}");
            Frame frame = watch.next();
            assertThat(frame.what()).isEqualTo("MODIFIED " + name);
            assertThat(frame.at("data", "a")).isEqualTo("2");
        }
    }

    @Test
    @DisplayName("R50 a watch from a forgotten version is told 410")
    void aForgottenVersion() {
        create(name, "blue");
        create(name + "-b", "blue");
        boolean forgotten = subject.forgetHistory();

        try (Frames watch = from("1", "")) {
            Frame frame = watch.next();
            Assumptions.assumeTrue(forgotten || frame.type().equals("ERROR"), "the server still knows version 1");
            assertThat(frame.type()).isEqualTo("ERROR");
            assertThat(frame.at("code")).isEqualTo(410L);
            assertThat(frame.at("reason")).isEqualTo("Expired");
        }
    }

    @Test
    @DisplayName("R50 a watch ends after the seconds it asked for")
    void timeoutSeconds() {
        try (Frames watch = fromNow("", "&timeoutSeconds=1")) {
            subject.until(() -> !watch.isEmpty());
            assertThat(watch.next().type()).isEqualTo("CLOSED");
        }
    }

    @Test
    @DisplayName("R50 bookmarks come to a watch that asked for them")
    void bookmarks() {
        long version = Long.parseLong(create(name, "blue").version());

        try (Frames watch = fromNow("", "&timeoutSeconds=4&allowWatchBookmarks=true")) {
            subject.until(() -> !watch.isEmpty());
            Frame frame = watch.next();
            assertThat(frame.type()).isEqualTo("BOOKMARK");
            assertThat(frame.version()).isGreaterThanOrEqualTo(version);
            assertThat(frame.at("kind")).isEqualTo("ConfigMap");
        }
    }

    @Test
    @DisplayName("R50 no bookmark comes to a watch that did not ask")
    void noBookmarks() {
        try (Frames watch = fromNow("", "&timeoutSeconds=3")) {
            subject.until(() -> !watch.isEmpty());
            assertThat(watch.next().type()).isEqualTo("CLOSED");
        }
    }

    @Test
    @DisplayName("R51 a watch over plain HTTP is a stream or 501, and never a list")
    void plainHttp() {
        create(name, "blue");

        Api.Answer answer =
                api.send("GET", api.path("configmaps") + "?watch=true&timeoutSeconds=1&" + ours(), Api.JSON, "");

        assertThat(answer.code()).isIn(200, 501);
        assertThat(answer.body()).doesNotContain("ConfigMapList");
    }

    @Test
    @DisplayName("R52 a watch that ended is taken up where it was")
    void takenUp() {
        create(name, "blue");
        String version = api.get("configmaps").version();
        try (Frames first = from(version, "")) {
            label("green");
            version = Long.toString(first.next().version());
        }
        label("red");

        try (Frames second = from(version, "")) {
            Frame frame = second.next();
            assertThat(frame.what()).isEqualTo("MODIFIED " + name);
            assertThat(frame.at("metadata", "labels", "track")).isEqualTo("red");
        }
    }

    @Test
    @DisplayName("R53 an informer sees every change once")
    void informers() {
        create(name, "blue");
        List<String> seen = new CopyOnWriteArrayList<>();

        try (SharedIndexInformer<ConfigMap> informer = subject.client()
                .configMaps()
                .inNamespace(subject.namespace())
                .withLabel("of", name)
                .inform(new Recording(seen))) {
            subject.until(() -> seen.size() == 1);
            label("green");
            subject.until(() -> seen.size() == 2);
            api.delete("configmaps/" + name);
            subject.until(() -> seen.size() == 3);

            assertThat(seen).containsExactly("add blue", "update green", "delete green");
            assertThat(informer.getStore().list()).isEmpty();
        }
    }

    private Api.Answer create(String map, String track) {
        return api.create(
                "configmaps",
                configMap(map, ", \"labels\": {\"of\": \"%s\", \"track\": \"%s\"}".formatted(name, track)));
    }

    private String label(String track) {
        return api.merge("configmaps/" + name, "{\"metadata\": {\"labels\": {\"track\": \"" + track + "\"}}}")
                .version();
    }

    private Frames fromNow(String selector, String... options) {
        return from(api.get("configmaps").version(), selector, options);
    }

    private Frames from(String version, String selector, String... options) {
        return api.watch("configmaps", "resourceVersion=" + version + "&" + ours(selector) + String.join("", options));
    }

    private String ours(String... more) {
        String selector = "of=" + name + String.join("", more);
        return "labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    }

    private record Recording(List<String> seen) implements ResourceEventHandler<ConfigMap> {

        @Override
        public void onAdd(ConfigMap added) {
            seen.add("add " + added.getMetadata().getLabels().get("track"));
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap after) {
            seen.add("update " + after.getMetadata().getLabels().get("track"));
        }

        @Override
        public void onDelete(ConfigMap deleted, boolean unknown) {
            seen.add("delete " + deleted.getMetadata().getLabels().get("track"));
        }
    }
}
