import type { FolderDistricts } from '../city-folder.ts'
import { encodeTopology } from '../geometry/topology.ts'
import { placeName } from '../grids/names.ts'
import { faces } from '../mesh/faces.ts'
import type { Mesh } from '../mesh/mesh.ts'

/** `districts.json`: the real districts as context; their points on the gridded area's rim are the faces' own. */
export function districts(mesh: Mesh, source: { code: string; name: string }[]): FolderDistricts {
  const outlines = faces(mesh, mesh.district).map(({ region, rings }) => ({
    grid: source[region]?.code ?? '',
    rings: rings.map(ring => Int32Array.from(ring.flat())),
  }))
  const { objects, ...rest } = encodeTopology(outlines, [])
  const geometries = objects.faces.geometries.map(({ properties, ...shape }) => {
    const name = source.find(d => d.code === properties.grid)?.name ?? ''
    return { ...shape, properties: { code: properties.grid, name: placeName(name) } }
  })
  const { type, transform, arcs } = rest
  return {
    type,
    transform,
    arcs: arcs as FolderDistricts['arcs'],
    objects: { districts: { type: 'GeometryCollection', geometries } },
  }
}
