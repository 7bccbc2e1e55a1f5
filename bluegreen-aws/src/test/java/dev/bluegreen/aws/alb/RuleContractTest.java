package dev.bluegreen.aws.alb;

import dev.bluegreen.cutover.CutoverStrategy;

class RuleContractTest extends ListenerCutoverContract {

    @Override
    String route() {
        return scene.rule;
    }

    @Override
    protected CutoverStrategy strategy() {
        return scene.groups().rule(scene.rule);
    }
}
