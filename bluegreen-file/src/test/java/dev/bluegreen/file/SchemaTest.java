package dev.bluegreen.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.bluegreen.model.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema and the reader accept the same files, and know the same keys. */
class SchemaTest {

    private static final Path PUBLISHED = Path.of("../docs/schema/release.schema.json");
    private static final Path EVERYTHING = Path.of("src/test/resources/good/everything.yaml");

    private static final Path PAGE = Path.of("../docs/release-file.md");
    private static final String KEYS = "<!-- keys -->\n\n";
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

    @TempDir
    private Path folder;

    @Test
    void isPublishedAsTheReaderHasIt() throws IOException {
        String own = ours().toString();
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(PUBLISHED, pretty(ReleaseFile.jsonSchema()));
        }

        assertThat(JsonParser.parseString(Files.readString(PUBLISHED)).toString())
                .as("write it anew: -Dschema.write=true")
                .isEqualTo(own);
    }

    @Test
    void thePageListsEveryKey() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(KEYS) + KEYS.length());
        String own = before + KeysPage.of(ours());
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(PAGE, own);
        }

        assertThat(Files.readString(PAGE))
                .as("write it anew: -Dschema.write=true")
                .isEqualTo(own);
    }

    @Test
    void theExamplesOfThePagePassBoth() throws IOException {
        List<String> examples = YAML.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .filter(text -> text.startsWith("name:") || text.startsWith("#"))
                .toList();

        assertThat(examples).isNotEmpty().allSatisfy(text -> {
            assertThat(ofReader(Files.writeString(folder.resolve("release.yaml"), text)))
                    .isEmpty();
            assertThat(ofSchema(text)).isEmpty();
        });
    }

    @Test
    void aFileWithEveryKeyPassesBoth() {
        assertThat(ofReader(EVERYTHING)).isEmpty();
        assertThat(ofSchema(read(EVERYTHING))).isEmpty();
    }

    @Test
    void thatFileHasEveryKey() {
        Set<String> known = new TreeSet<>();
        collectKnown(ours(), known);
        Set<String> used = new TreeSet<>();
        collectUsed(JsonParser.parseString(json(read(EVERYTHING))), used);

        assertThat(used).containsAll(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standby: 24h",
                "{name: Checkout}",
                "{name: checkout, nmae: checkout}",
                "{name: 7}",
                "[checkout]",
                "{name: checkout, standby: 24}",
                "{name: checkout, standby: 1 day}",
                "{name: checkout, standby: {replicas: 1}}",
                "{name: checkout, standby: {duration: 1h, replicas: one}}",
                "{name: checkout, minReadyPods: 1.5}",
                "{name: checkout, minReadyPods: '2'}",
                "{name: checkout, prescale: 'yes'}",
                "{name: checkout, prescale: }",
                "{name: checkout, retireBy: deleting}",
                "{name: checkout, retireBy: DELETION}",
                "{name: checkout, smokeTests: []}",
                "{name: checkout, smokeTests: {get: /}}",
                "{name: checkout, smokeTests: [{path: /}]}",
                "{name: checkout, smokeTests: [{get: /, rate: 5}]}",
                "{name: checkout, smokeTests: [{get: /, headers: {}}]}",
                "{name: checkout, smokeTests: [{get: /, port: true}]}",
                "{name: checkout, smokeTests: [{load: /, percentiles: [{percent: 99}]}]}",
                "{name: checkout, routers: [{selectorPatch: my_svc}]}",
                "{name: checkout, routers: [{selectorPatch: svc, makeBeforeBreak: false}]}",
                "{name: checkout, routers: [{teleport: svc}]}",
                "{name: checkout, routers: [{route53: a.example.com}]}",
                "{name: checkout, routers: [{albRule: 'arn:aws:s3:::b', targetGroups: {blue: a, green: b}}]}",
                "{name: checkout, notifiers: [{slack: 'https://hooks.slack.com/x'}]}",
                "{name: checkout, notifiers: [{slack: {vault: x}}]}",
                "{name: checkout, notifiers: [{slack: {env: A, file: b}}]}",
                "{name: checkout, notifiers: [{slack: {env: 'https://h.example/x'}}]}",
                "{name: checkout, bake: {duration: 1m, objectives: [{cloudWatchAlarm: a, region: 'e.x/'}]}}",
                "{name: checkout, notifiers: [{slack: {secret: {name: a}}}]}",
                "{name: checkout, notifiers: [{webhook: {env: A}, signedBy: whsec_x}]}",
                "{name: checkout, notifiers: [{slack: {env: A}, kinds: [everything]}]}",
                "{name: checkout, notifiers: [{kubernetesEvents: false}]}",
                "{name: checkout, approval: {annotation: true, approver: Alice}}",
                "{name: checkout, approval: {quorum: 2, of: [{quorum: 1, of: [{annotation: true}]}]}}",
                "{name: checkout, bake: 10m}",
                "{name: checkout, bake: {duration: 1m, objectives: [{prometheus: 'prom:9090', query: up, below: 1}]}}",
                "{name: checkout, bake: {duration: 1m, objectives: [{prometheus: 'http://p', below: 1}]}}",
                "{name: checkout, schedule: [{percent: 10}]}",
                "{name: checkout, severities: {probes-missing: high}}",
                "{name: checkout, deadlines: {verify: 1m, settle: 1m}}"
            })
    void aBadFileFailsBoth(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("release.yaml"), yaml);

        assertThat(ofReader(file))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).matches(".*release\\.yaml:[0-9]+:[0-9]+: .*(;|: ).+"));
        assertThat(ofSchema(yaml)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: checkout",
                "{name: checkout, standby: 1h30m}",
                "{name: checkout, routers: [{selectorPatch: svc}], bake: {duration: 0s}}",
                "{name: checkout, approval: {annotation: true, orContinue: true}}",
                "{name: checkout, smokeTests: [{get: /, headers: {Accept: text/html}}, {log: Started}]}",
                "{name: checkout, notifiers: [{slack: {env: SLACK}}, {kubernetesEvents: true}]}"
            })
    void aGoodFilePassesBoth(String yaml) throws IOException {
        assertThat(ofReader(Files.writeString(folder.resolve("release.yaml"), yaml)))
                .isEmpty();
        assertThat(ofSchema(yaml)).isEmpty();
    }

    private static String pretty(String schema) {
        return schema + "\n";
    }

    /** The routers that tests add are no part of what is published. */
    private static JsonObject ours() {
        return JsonParser.parseString(ReleaseFile.jsonSchema()).getAsJsonObject();
    }

    private static void collectKnown(JsonElement schema, Set<String> keys) {
        if (schema.isJsonObject()) {
            JsonObject object = schema.getAsJsonObject();
            if (object.has("properties")) {
                object.getAsJsonObject("properties").asMap().forEach((name, property) -> {
                    keys.add(name);
                    assertThat(property.getAsJsonObject().has("description"))
                            .as(name)
                            .isTrue();
                });
            }
            object.asMap().values().forEach(part -> collectKnown(part, keys));
        } else if (schema.isJsonArray()) {
            schema.getAsJsonArray().forEach(part -> collectKnown(part, keys));
        }
    }

    private static void collectUsed(JsonElement file, Set<String> keys) {
        if (file.isJsonObject()) {
            file.getAsJsonObject().asMap().forEach((name, value) -> {
                keys.add(name);
                collectUsed(value, keys);
            });
        } else if (file.isJsonArray()) {
            file.getAsJsonArray().forEach(item -> collectUsed(item, keys));
        }
    }

    private static List<String> ofReader(Path file) {
        try {
            ReleaseFile.read(file);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    private static List<String> ofSchema(String yaml) {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(ReleaseFile.jsonSchema());
        return schema.validate(json(yaml), InputFormat.JSON).stream()
                .map(Object::toString)
                .collect(Collectors.toList());
    }

    private static String json(String yaml) {
        return new com.google.gson.GsonBuilder()
                .serializeNulls()
                .create()
                .toJson(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
