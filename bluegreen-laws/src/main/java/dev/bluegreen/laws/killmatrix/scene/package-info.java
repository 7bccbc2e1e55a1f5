/** What the kill matrix spoils: a cluster, and AWS beside it, with one release, set up anew for each run and read for the laws. */
@NullMarked
package dev.bluegreen.laws.killmatrix.scene;

import org.jspecify.annotations.NullMarked;
