package dev.bluegreen.fabric8.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name is a name in the printed Role, also where YAML would take it for something else. */
class QuotedRightsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "null",
                "~",
                "no",
                "yes",
                "Yes",
                "YES",
                "on",
                "y",
                "123",
                "1e3",
                "1_000",
                "0x10",
                "0o7",
                "1:30",
                ".inf",
                ".nan",
                "-1",
                "2026-01-01",
                "shop",
                "e3",
                "",
                " ",
                " a",
                "a ",
                "a: b",
                "a:",
                "#x",
                "a #x",
                "- a",
                "?",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a`",
                "a, b",
                "{a}",
                "[a]",
                "a]",
                "a}",
                "a\"b",
                "a'b",
                "'",
                "\\",
                "a\nb",
                "a\r\nb",
                "a\tb",
                "a\u0085b",
                "a\u2028b",
                "a\u202eb",
                "\u00e4",
                "\ud83d\ude80",
                "<<",
                "=",
                "---",
                "..."
            })
    void aNameIsReadBackAsItIs(String name) {
        Role role = new KubernetesSerialization().unmarshal(rights(name), Role.class);

        assertThat(role.getRules()).anySatisfy(rule -> {
            assertThat(rule.getResourceNames()).containsExactly(name);
            assertThat(rule.getApiGroups()).containsExactly(name);
            assertThat(rule.getResources()).containsExactly(name);
            assertThat(rule.getVerbs()).containsExactly(name);
        });
    }

    @Test
    void theRemedyOfARefusalIsNoWiderThanThePrintedRole() {
        assertThat(new ApiCall("get", "", "configmaps", "bluegreen-approval-shop", "shop").rule())
                .isEqualTo("{apiGroups: [\"\"], resources: [configmaps], verbs: [get], resourceNames:"
                        + " [bluegreen-approval-shop]}");
        assertThat(new ApiCall("patch", "", "services", "123", "shop").rule()).endsWith("resourceNames: [\"123\"]}");
        assertThat(new ApiCall("create", "coordination.k8s.io", "leases", "bluegreen-shop", "shop").rule())
                .doesNotContain("resourceNames");
        assertThat(new ApiCall("get", "", "pods/log", "shop-green-0", "shop").rule())
                .doesNotContain("resourceNames");
    }

    private static String rights(String name) {
        SmokeTest test = new SmokeTest() {
            @Override
            public Evidence check(SmokeContext context) {
                return Evidence.confirmed("smoke-test", "it", "fine");
            }

            @Override
            public List<Permission> permissions(ReleaseSpec release) {
                return List.of(new Permission("kubernetes", name, name, Optional.of(name), name));
            }
        };
        InMemoryPlatform memory = InMemoryPlatform.on(VirtualTime.create())
                .deploy("shop-blue", "shop:1", 1)
                .deploy("shop-green", "shop:2", 1)
                .route("web", Track.BLUE, Duration.ofSeconds(30));
        return KubernetesRbac.of(BlueGreen.release("shop")
                        .on(memory)
                        .smokeTest(test)
                        .build()
                        .plan(Track.GREEN))
                .toString();
    }
}
