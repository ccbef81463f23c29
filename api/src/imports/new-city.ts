import type { Profile } from '@jingwei/geodata/city-folder.ts'
import type { GridTopology } from '@jingwei/geodata/geometry/topology.ts'
import { type CityFolder, checkReferences } from '../city/city-folder.ts'

/**
 * The first version of a city that has grids and nothing else: no centers, no people, no history; the city fills them in. Nobody counted its
 * households, and nothing of it is synthetic. Throws `CityFolderError` where the profile and the grids do not fit together.
 */
export function newCity(profile: Profile, topology: GridTopology): CityFolder {
  const grids = topology.grids.map(({ code, level, parent, name }) => ({
    code,
    level,
    parent,
    name,
    synthetic: false,
  }))
  const folder: CityFolder = {
    profile,
    topology: { ...topology, grids } as CityFolder['topology'],
    districts: null,
    centers: [],
    people: { persons: [], posts: [] },
    incidents: async function* () {},
    hasIncidents: false,
  }
  checkReferences(folder)
  return folder
}
