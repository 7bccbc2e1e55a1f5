package dev.bluegreen.testkit.internal.elb;

import dev.bluegreen.testkit.internal.aws.AwsCall;
import dev.bluegreen.testkit.internal.aws.AwsError;
import dev.bluegreen.testkit.internal.aws.AwsReply;
import dev.bluegreen.testkit.internal.aws.AwsService;
import dev.bluegreen.testkit.internal.aws.Form;
import dev.bluegreen.testkit.internal.aws.Xml;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The API: which action does what, and how its result is wrapped. */
final class ElbService implements AwsService {

    private static final String NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    private final String region;
    private final Map<String, Function<Form, List<Xml>>> actions = new TreeMap<>();
    private final Object lock;

    /** @param lock held while a call is carried out */
    ElbService(String region, ElbReads reads, ElbWrites writes, Object lock) {
        this.region = region;
        this.lock = lock;
        actions.put("DescribeLoadBalancers", reads::loadBalancers);
        actions.put("DescribeListeners", reads::listeners);
        actions.put("DescribeRules", reads::rules);
        actions.put("DescribeTargetGroups", reads::groups);
        one("DescribeTargetGroupAttributes", reads::attributes);
        one("DescribeTargetHealth", reads::health);
        one("DescribeTags", reads::tags);
        one("CreateLoadBalancer", form -> list("LoadBalancers", ElbReads.balancer(writes.createLoadBalancer(form))));
        one("CreateTargetGroup", form -> list("TargetGroups", reads.group(writes.createTargetGroup(form))));
        one("CreateListener", form -> list("Listeners", reads.listener(writes.createListener(form))));
        one("ModifyListener", form -> list("Listeners", reads.listener(writes.modifyListener(form))));
        one("CreateRule", form -> list("Rules", ElbReads.rule(writes.createRule(form))));
        one("ModifyRule", form -> list("Rules", ElbReads.rule(writes.modifyRule(form))));
        none("ModifyTargetGroupAttributes", writes::modifyAttributes);
        none("RegisterTargets", writes::register);
        none("DeregisterTargets", writes::deregister);
        none("AddTags", writes::addTags);
        none("RemoveTags", writes::removeTags);
    }

    @Override
    public String signingName() {
        return "elasticloadbalancing";
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public Set<String> regions() {
        return Set.of(region);
    }

    @Override
    public Set<String> actions() {
        return actions.keySet();
    }

    @Override
    public String action(String method, String path, String body) {
        return Form.parse(body).find("Action").orElse("");
    }

    @Override
    public AwsReply answer(AwsCall call) {
        Function<Form, List<Xml>> action = actions.get(call.action());
        if (action == null) {
            throw AwsError.sender(400, "InvalidAction", "Could not find operation " + call.action());
        }
        synchronized (lock) {
            return AwsReply.query(call, NAMESPACE, action.apply(call.form()).toArray(Xml[]::new));
        }
    }

    private void one(String name, Function<Form, Xml> action) {
        actions.put(name, form -> List.of(action.apply(form)));
    }

    private void none(String name, Consumer<Form> action) {
        actions.put(name, form -> {
            action.accept(form);
            return List.of();
        });
    }

    private static Xml list(String name, Xml member) {
        return Xml.of(name, member);
    }
}
