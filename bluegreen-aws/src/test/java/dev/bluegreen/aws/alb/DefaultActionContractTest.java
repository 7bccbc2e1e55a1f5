package dev.bluegreen.aws.alb;

import dev.bluegreen.cutover.CutoverStrategy;

class DefaultActionContractTest extends ListenerCutoverContract {

    @Override
    String route() {
        return scene.listener;
    }

    @Override
    protected CutoverStrategy strategy() {
        return scene.groups().defaultAction(scene.listener);
    }
}
