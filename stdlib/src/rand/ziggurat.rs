//! Tables of the ziggurat method (Marsaglia and Tsang, 2000) for normal and exponential numbers: layers
//! of equal area under the density; an entry has the share of a layer that lies wholly under it, the
//! layer's width and the density at its edge.

/// `k`, `w` and `f` of the paper.
pub type Tables = (Vec<u32>, Vec<f32>, Vec<f32>);

/// A density and what its layers are made from.
struct Shape {
    layers: usize,
    /// How many numbers a layer's share is counted in.
    scale: f64,
    /// Edge of the last layer.
    edge: f64,
    area: f64,
    density: fn(f64) -> f64,
    inverse: fn(f64) -> f64,
}

/// For normal numbers, out of 31 bits and a sign.
pub fn normal() -> Tables {
    tables(Shape {
        layers: 128,
        scale: (1u64 << 31) as f64,
        edge: 3.442619855899,
        area: 9.91256303526217e-3,
        density: |x| libm::exp(-0.5 * x * x),
        inverse: |y| libm::sqrt(-2.0 * libm::log(y)),
    })
}

/// For exponential numbers, out of 32 bits.
pub fn exponential() -> Tables {
    tables(Shape {
        layers: 256,
        scale: (1u64 << 32) as f64,
        edge: 7.69711747013105,
        area: 3.949659822581572e-3,
        density: |x| libm::exp(-x),
        inverse: |y| -libm::log(y),
    })
}

fn tables(shape: Shape) -> Tables {
    let Shape { layers, scale, edge, area, density, inverse } = shape;
    let last = layers - 1;
    let (mut k, mut w, mut f) = (vec![0; layers], vec![0.0; layers], vec![0.0; layers]);
    // The lowest layer has the tail; it is as wide as its area says.
    let width = area / density(edge);
    k[0] = (edge / width * scale) as u32;
    w[0] = (width / scale) as f32;
    w[last] = (edge / scale) as f32;
    f[0] = 1.0;
    f[last] = density(edge) as f32;
    let mut x = edge;
    for i in (1..last).rev() {
        let above = inverse(area / x + density(x));
        k[i + 1] = (above / x * scale) as u32;
        w[i] = (above / scale) as f32;
        f[i] = density(above) as f32;
        x = above;
    }
    (k, w, f)
}

#[cfg(test)]
mod tests {
    use super::{exponential, normal};

    #[test]
    fn layers_shrink_upwards() {
        for (k, w, f) in [normal(), exponential()] {
            assert_eq!(k[1], 0);
            assert!(w[1..].windows(2).all(|pair| pair[0] < pair[1]));
            assert!(f.windows(2).all(|pair| pair[0] > pair[1]));
        }
        assert_eq!((normal().0[0], exponential().0[0]), (0x76ad2212, 0xe290a139));
    }
}
