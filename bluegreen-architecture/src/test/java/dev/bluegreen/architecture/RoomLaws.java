package dev.bluegreen.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The order of the rooms of each module: {@code docs/architecture.md} draws the same order. */
final class RoomLaws {

    /** The packages of each module below {@code dev.bluegreen}, lowest first; the empty name is that package itself. */
    static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry(
                    "core",
                    List.of(
                            "model",
                            "cutover",
                            "internal.http",
                            "internal.statistics",
                            "internal.answer",
                            "check",
                            "check.smoke",
                            "spi",
                            "event",
                            "result",
                            "check.approval",
                            "check.slo",
                            "internal.freeze",
                            "internal.result",
                            "internal.record.intent",
                            "",
                            "internal.record",
                            "internal.record.lock",
                            "internal.engine.event",
                            "internal.engine.operation",
                            "internal.engine.observe",
                            "internal.engine.write",
                            "internal.engine.lock",
                            "internal.engine.ending",
                            "internal.engine.plan",
                            "internal.engine.proof",
                            "internal.engine.stack",
                            "internal.engine.rollback",
                            "internal.engine.cutover",
                            "internal.engine.adopt",
                            "internal.engine")),
            Map.entry(
                    "fabric8",
                    List.of(
                            "fabric8.internal.world",
                            "fabric8.internal.template",
                            "fabric8.internal.api",
                            "fabric8.internal.rule",
                            "fabric8.internal.watch",
                            "fabric8.internal.deployment",
                            "fabric8.internal.service",
                            "fabric8.internal.selector",
                            "fabric8.internal.smoke",
                            "fabric8.internal.weights",
                            "fabric8.internal.lbc",
                            "fabric8.internal.gateway",
                            "fabric8.internal.dns",
                            "fabric8.internal.istio",
                            "fabric8")),
            Map.entry(
                    "aws",
                    List.of(
                            "aws",
                            "aws.internal",
                            "aws.internal.elb",
                            "aws.internal.route",
                            "aws.sns",
                            "aws.cloudwatch",
                            "aws.route53",
                            "aws.alb")),
            Map.entry("micrometer", List.of("micrometer")),
            Map.entry(
                    "report",
                    List.of("report.internal.json", "report.internal.html", "report.internal.terminal", "report")),
            Map.entry(
                    "file",
                    List.of("file.spi", "file.internal.aws", "file.internal.fabric8", "file.internal.release", "file")),
            Map.entry("cli", List.of("cli.internal", "cli.internal.command", "cli")),
            Map.entry(
                    "testkit",
                    List.of(
                            "testkit.time",
                            "testkit.memory",
                            "testkit.internal.json",
                            "testkit.internal.loopback",
                            "testkit.internal.gate",
                            "testkit.internal",
                            "testkit.fault",
                            "testkit.traffic",
                            "testkit.request",
                            "testkit.contract",
                            "testkit.internal.store",
                            "testkit.internal.kind",
                            "testkit.internal.access",
                            "testkit.internal.gc",
                            "testkit.internal.yaml",
                            "testkit.internal.patch",
                            "testkit.internal.link",
                            "testkit.internal.client",
                            "testkit.internal.pod",
                            "testkit.internal.journal",
                            "testkit.internal.api.call",
                            "testkit.internal.api.admission",
                            "testkit.internal.api.verb",
                            "testkit.internal.api",
                            "testkit.internal.dataplane",
                            "testkit.internal.balancer",
                            "testkit.internal.route",
                            "testkit.internal.controller.loop",
                            "testkit.internal.controller.workload",
                            "testkit.internal.controller",
                            "testkit",
                            "testkit.assertion",
                            "testkit.junit")),
            Map.entry(
                    "testkit-aws",
                    List.of(
                            "testkit.aws.request",
                            "testkit.aws.fault",
                            "testkit.aws.internal",
                            "testkit.aws.internal.route53",
                            "testkit.aws.internal.elb",
                            "testkit.aws")),
            Map.entry(
                    "laws",
                    List.of("laws.internal", "laws", "laws.killmatrix.scene", "laws.killmatrix", "laws.schedule")),
            Map.entry(
                    "examples",
                    List.of(
                            "examples.benchmark",
                            "examples.gradual",
                            "examples.process",
                            "examples.shop",
                            "examples.report",
                            "examples")));

    private RoomLaws() {}

    static List<Law> all() {
        return List.of(
                Law.of(
                        "a room depends only on rooms before it",
                        RoomLaws::onlyOnRoomsBefore,
                        "check.Egg",
                        "model.ImportsSpi",
                        "internal.engine.write.MovesAndEnds"),
                Law.of("every package is a room in the order", RoomLaws::isInTheOrder, "attic.Forgotten"));
    }

    private static ArchRule onlyOnRoomsBefore(Layout layout) {
        return classes().should(new ArchCondition<>("depend only on rooms before their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isUpwards(layout, dependency))
                        .map(Dependency::getDescription)
                        .forEach(sentence -> events.add(SimpleConditionEvent.violated(type, sentence)));
            }
        });
    }

    /** The one knot allowed: the entry point constructs its hidden implementation. */
    private static boolean isUpwards(Layout layout, Dependency dependency) {
        List<String> order = orderOf(layout, dependency.getOriginClass());
        int from = order.indexOf(room(layout, dependency.getOriginClass()));
        int to = order.indexOf(room(layout, dependency.getTargetClass().getBaseComponentType()));
        boolean knot = from >= 0
                && order.get(from).isEmpty()
                && to >= 0
                && order.get(to).startsWith("internal.engine");
        return from >= 0 && to > from && !knot;
    }

    private static ArchRule isInTheOrder(Layout layout) {
        return classes().should(new ArchCondition<>("be in a room of RoomLaws.ROOMS") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Optional<String> module = layout.moduleOf(type).filter(ROOMS::containsKey);
                if (module.isPresent() && !orderOf(layout, type).contains(room(layout, type))) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in no room of RoomLaws.ROOMS and docs/architecture.md"));
                }
            }
        });
    }

    private static List<String> orderOf(Layout layout, JavaClass type) {
        return layout.moduleOf(type)
                .map(module -> ROOMS.getOrDefault(module, List.of()))
                .orElse(List.of());
    }

    private static String room(Layout layout, JavaClass type) {
        return type.getPackageName().equals(layout.root())
                ? ""
                : type.getPackageName().replaceFirst("^" + layout.root().replace(".", "\\.") + "\\.", "");
    }
}
