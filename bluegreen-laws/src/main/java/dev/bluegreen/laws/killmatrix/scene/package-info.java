/** Scenes of the kill matrix: a cluster, optionally with AWS, and one release, set up for each run and recorded for the laws. */
@NullMarked
package dev.bluegreen.laws.killmatrix.scene;

import org.jspecify.annotations.NullMarked;
